using System.Text;
using System.Xml;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Engine;

/// <summary>
/// Walks a text element by element against the definition: what is wrong becomes a finding, what is right a record. It
/// goes on after a finding, so that a sender sees all there is to mend, but never past the limits.
/// </summary>
internal sealed class SchemaReader
{
    private const string InstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";
    private const string NamespaceOfNamespaces = "http://www.w3.org/2000/xmlns/";
    private const int MostSkipped = 1000;

    private readonly XmlReader _xml;
    private readonly IXmlLineInfo _position;
    private readonly GuardedText _text;
    private readonly ReadLimits _limits;
    private readonly HandOut? _handOut;
    private readonly ElementPath _path = new();
    private readonly List<object> _open = [];
    private MessageDefinition _definition = null!;
    private int _skipped;

    /// <param name="xml">A parser of the text.</param>
    /// <param name="text">The text itself, which knows where it was cut off and why.</param>
    /// <param name="limits">How much to take.</param>
    /// <param name="handOut">Takes the items of one group instead of the message; null when there is none.</param>
    internal SchemaReader(XmlReader xml, GuardedText text, ReadLimits limits, HandOut? handOut = null)
    {
        (_xml, _text, _limits, _handOut) = (xml, text, limits, handOut);
        _position = (IXmlLineInfo)xml;
    }

    internal List<Finding> Findings { get; } = [];

    internal MessageKind? Kind { get; private set; }

    /// <summary>The message, or null when there is a finding of form.</summary>
    internal IjwMessage? Read(MessageKind? expected)
    {
        object? message = null;
        try
        {
            if (ReadToRoot(expected)) message = ReadRoot();
            if (_text.Refusal is { } why) Last(why, Refused());
        }
        catch (XmlException broken)
        {
            if (_text.Refusal is { } why) Last(why, Refused());
            else Last("The text is not well-formed XML here.", PlaceOf(broken));
        }
        catch (ReadingStopped)
        {
            // why is the last finding
        }
        return Findings.Any(finding => finding.Level == FindingLevel.Schema) ? null : (IjwMessage?)message;
    }

    /// <summary>The parser gives no place when it has found nothing at all.</summary>
    private Position PlaceOf(XmlException broken) =>
        Real(Math.Max(broken.LineNumber, 1), Math.Max(broken.LinePosition, 1));

    private bool ReadToRoot(MessageKind? expected)
    {
        while (_xml.Read() && _xml.NodeType != XmlNodeType.Element) CheckOutside();
        if (_xml.NodeType != XmlNodeType.Element) return false;
        if (_xml.LocalName != MessageDefinition.RootName
            || MessageDefinitions.InNamespace(_xml.NamespaceURI) is not { } definition)
        {
            Fault("The root is not Bericht in the namespace of a message of iJw 3.2.");
            return false;
        }
        (_definition, Kind) = (definition, definition.Kind);
        if (expected is not { } kind || kind == definition.Kind) return true;
        Fault($"This is a {definition.Kind.Name().ToUpperInvariant()}, not a {kind.Name().ToUpperInvariant()}.");
        return false;
    }

    private object? ReadRoot()
    {
        var binding = ClassBinding.Of(_definition.Kind);
        _path.Enter(MessageDefinition.RootName);
        var message = ReadClass(binding);
        _path.Leave();
        while (_xml.Read()) CheckOutside();
        return message;
    }

    /// <summary>
    /// Before and after the root only comments and space are taken, and a declaration that says UTF-8 or nothing.
    /// </summary>
    private void CheckOutside()
    {
        if (_xml.NodeType == XmlNodeType.ProcessingInstruction) StopAt("A processing instruction is not allowed.");
        if (_xml.NodeType != XmlNodeType.XmlDeclaration) return;
        // the parser takes anything that begins with 1.0
        if (_xml.GetAttribute("version") != "1.0") StopAt("The text declares a version of XML other than 1.0.");
        if (_xml.GetAttribute("encoding") is { } encoding
            && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            StopAt("The text declares an encoding other than UTF-8.");
    }

    /// <summary>An element that holds elements, up to its end.</summary>
    private object ReadClass(ClassBinding binding)
    {
        CheckAttributes(binding.Type.Name, _definition.NamespaceIn(binding.Type));
        var record = binding.Type.IsGroup ? null : binding.Create();
        var items = binding.Type.IsGroup ? ItemsOf(binding) : null;
        if (record is not null) _open.Add(record);
        var last = items is { Count: > 0 } ? 0 : -1;
        if (_xml.IsEmptyElement) ReportMissing(binding, last + 1, binding.Elements.Count);
        else
        {
            _xml.Read();
            while (_xml.NodeType != XmlNodeType.EndElement)
            {
                if (_xml.NodeType == XmlNodeType.Element) ReadChild(binding, ref last, record, items);
                else CheckSpace();
            }
            ReportMissing(binding, last + 1, binding.Elements.Count);
        }
        if (record is not null) _open.RemoveAt(_open.Count - 1);
        return items is null ? record! : binding.List(items.Kept);
    }

    private ItemList ItemsOf(ClassBinding binding) => _handOut is null || !_handOut.Takes(binding)
        ? new()
        : new(_handOut.Begin(IsRight ? _open : null), item => _handOut.Take(IsRight ? item : null));

    private void ReadChild(ClassBinding binding, ref int last, object? record, ItemList? items)
    {
        var found = Find(binding);
        if (found < 0)
        {
            Fault(IsKnownName(_xml.LocalName)
                ? $"{_xml.LocalName} does not belong here."
                : "An element that does not belong here.");
            Skip();
            return;
        }
        var child = binding.Elements[found];
        if (found < last || found == last && !child.Element.Repeats)
        {
            Fault(found == last
                ? $"{child.Element.Name} may be there only once."
                : $"{child.Element.Name} must come before {binding.Elements[last].Element.Name}.");
            Skip();
            return;
        }
        if (found > last) ReportMissing(binding, last + 1, found);
        last = found;
        _path.Enter(child.Element.Name, child.Element.Repeats ? (items?.Count ?? 0) + 1 : 0);
        _handOut?.Pass(_path, Here());
        var value = child.Class is { } inner
            ? ReadClass(inner)
            : ReadValue(child.Element.Simple!, binding.Type.Personal);
        _path.Leave();
        if (items is not null) items.Add(value ?? "");
        else if (value is not null) child.Set(record!, value);
        // what follows its end is no longer in it
        _xml.Read();
    }

    private int Find(ClassBinding binding)
    {
        if (_xml.NamespaceURI != _definition.NamespaceIn(binding.Type)) return -1;
        for (var i = 0; i < binding.Elements.Count; i++)
            if (binding.Elements[i].Element.Name == _xml.LocalName) return i;
        return -1;
    }

    private void ReportMissing(ClassBinding binding, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var element = binding.Elements[i].Element;
            if (!element.Required) continue;
            _path.Enter(element.Name, element.Repeats ? 1 : 0);
            Fault($"{element.Name} is missing.");
            _path.Leave();
        }
    }

    private object? ReadValue(SimpleType type, bool personal)
    {
        CheckAttributes(type.Name, MessageDefinition.BaseNamespace);
        var at = Here();
        return Judge(type, ReadText(), personal, at);
    }

    private object? Judge(SimpleType type, string text, bool personal, Position at)
    {
        if (!SimpleValue.TryRead(type, text, out var value))
        {
            Add(SimpleValue.WhyNot(type, text, personal), at.Line, at.Column);
            return null;
        }
        if (Findings.Count < _limits.Findings && SimpleValue.EndsLoosely(type, text))
            Findings.Add(new(
                FindingLevel.Message,
                type.Rule,
                ReturnCodes.Technical,
                _path.ToString(),
                at.Line,
                at.Column,
                SimpleValue.LooseEnd(type)));
        return value;
    }

    /// <summary>The text of an element up to its end tag, so that it is judged before what comes after.</summary>
    private string ReadText()
    {
        var first = "";
        StringBuilder? more = null;
        var parts = 0;
        if (_xml.IsEmptyElement) return first;
        _xml.Read();
        while (_xml.NodeType != XmlNodeType.EndElement)
        {
            if (_xml.NodeType == XmlNodeType.Element)
            {
                Fault("There may be no elements in it.");
                Skip();
                continue;
            }
            var part = ReadPart();
            if (first.Length == 0) first = part;
            else if (part.Length > 0) (more ??= new StringBuilder(first)).Append(part);
            if (++parts > _limits.Run || more?.Length > _limits.Run) StopAt("A value is longer than any can be.");
        }
        return more?.ToString() ?? first;
    }

    /// <summary>The text of one node, which the guard has bounded, and on to the next.</summary>
    private string ReadPart()
    {
        if (_xml.NodeType == XmlNodeType.ProcessingInstruction) StopAt("A processing instruction is not allowed.");
        var part = _xml.Value;
        _xml.Read();
        return part;
    }

    private void CheckSpace()
    {
        if (_xml.NodeType is XmlNodeType.Whitespace)
        {
            _xml.Read();
            return;
        }
        if (!_xml.Value.AsSpan().Trim(" \t\r\n").IsEmpty) Fault("There may be no text between the elements.");
        ReadPart();
    }

    /// <summary>
    /// Of attributes only those are allowed that any schema allows: namespaces, and what points at the schema.
    /// </summary>
    private void CheckAttributes(string typeName, string typeNamespace)
    {
        if (_xml.AttributeCount == 0) return;
        while (_xml.MoveToNextAttribute())
        {
            if (_xml.NamespaceURI == NamespaceOfNamespaces) continue;
            if (_xml.NamespaceURI == InstanceNamespace)
            {
                if (_xml.LocalName is "schemaLocation" or "noNamespaceSchemaLocation") continue;
                if (_xml.LocalName == "type" && Names(_xml.Value, typeName, typeNamespace)) continue;
            }
            Fault("An attribute that does not belong here.");
        }
        _xml.MoveToElement();
    }

    private bool Names(string qualified, string typeName, string typeNamespace)
    {
        var text = qualified.Trim(' ', '\t', '\r', '\n');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var prefix = colon < 0 ? "" : text[..colon];
        return typeName.Length > 0
            && text[(colon + 1)..] == typeName
            && (colon != 0 && _xml.LookupNamespace(prefix) == typeNamespace);
    }

    /// <summary>Past an element and all in it; it is not looked at, so it may be neither deep nor long.</summary>
    private void Skip()
    {
        var depth = _xml.Depth;
        if (!_xml.IsEmptyElement)
        {
            while (_xml.Read() && _xml.Depth > depth)
            {
                if (_xml.Depth > _limits.Depth) StopAt($"Elements are nested deeper than {_limits.Depth}.");
                if (++_skipped > MostSkipped)
                    StopAt("There is too much that does not belong here; the rest is not read.");
            }
        }
        _xml.Read();
    }

    private static bool IsKnownName(string name) => ElementNames.All.Contains(name);

    private bool IsRight => Findings.TrueForAll(finding => finding.Level != FindingLevel.Schema);

    private Position Here() => Real(_position.LineNumber, _position.LinePosition);

    private Position Real(int line, int column) => _handOut?.Real(new(line, column)) ?? new(line, column);

    private void Fault(string text)
    {
        var at = Here();
        Add(text, at.Line, at.Column);
    }

    private void StopAt(string text)
    {
        Last(text, Here());
        throw new ReadingStopped();
    }

    /// <summary>
    /// A finding after which nothing is read, so that it has to be told even when there is no more room.
    /// </summary>
    private void Last(string text, Position at)
    {
        if (Findings.Count == _limits.Findings) Findings.RemoveAt(Findings.Count - 1);
        Findings.Add(new(FindingLevel.Schema, "XML", "", _path.ToString(), at.Line, at.Column, text));
    }

    private void Add(string text, int line, int column)
    {
        if (Findings.Count == _limits.Findings) Findings.RemoveAt(Findings.Count - 1);
        Findings.Add(new(FindingLevel.Schema, "XSD", "", _path.ToString(), line, column, text));
        if (Findings.Count == _limits.Findings) throw new ReadingStopped();
    }

    private sealed class ReadingStopped : Exception;

    private Position Refused()
    {
        var (line, column) = _text.PlaceOfRefusal();
        return Real(line, column);
    }

    /// <summary>The items of a group, or how many of them have been handed out.</summary>
    private sealed class ItemList(int before = 0, Action<object>? take = null)
    {
        internal int Count { get; private set; } = before;

        internal List<object> Kept { get; } = [];

        internal void Add(object item)
        {
            Count++;
            if (take is null) Kept.Add(item);
            else take(item);
        }
    }
}
