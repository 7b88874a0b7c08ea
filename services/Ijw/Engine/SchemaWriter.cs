using System.Collections;
using System.Collections.Concurrent;
using System.Text;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Engine;

/// <summary>
/// Writes a record element by element by the definition, and refuses what a reader would refuse. It knows the bytes of
/// every tag beforehand and keeps no more than a block of the text, so that a message may be of any length.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="kind">Of the message.</param>
/// <param name="isIndented">An element on a line of its own, with a tab for each level.</param>
internal sealed class SchemaWriter(Stream output, MessageKind kind, bool isIndented) : IDisposable
{
    /// <summary>
    /// Bytes of a value as it is written: with its tag it then is within <see cref="ReadLimits.Run"/>.
    /// </summary>
    private const int LongestValue = 4000;

    private static readonly ConcurrentDictionary<MessageKind, ClassTags> TagsByKind = new();

    private readonly Utf8Text _text = new(output);
    private readonly ElementPath _path = new();
    private IReadOnlyList<object>? _place;
    private IEnumerable<object>? _items;
    private int _depth;

    public void Dispose() => _text.Dispose();

    /// <param name="message">What to write.</param>
    /// <param name="place">A list in the message in whose place <paramref name="items"/> are written.</param>
    /// <param name="items">One by one, as they come.</param>
    /// <returns>The length of the text, in bytes.</returns>
    internal long Write(IjwMessage message, IReadOnlyList<object>? place = null, IEnumerable<object>? items = null)
    {
        (_place, _items) = (place, items);
        var definition = MessageDefinitions.All[kind];
        _text.Put("<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8);
        _text.Put(isIndented ? "\n"u8 : ""u8);
        _text.Put(Encoding.UTF8.GetBytes(
            $"<{definition.Prefix}:{MessageDefinition.RootName} xmlns:{MessageDefinition.BasePrefix}="
            + $"\"{MessageDefinition.BaseNamespace}\" xmlns:{definition.Prefix}=\"{definition.Namespace}\">"));
        _path.Enter(MessageDefinition.RootName);
        WriteClass(TagsByKind.GetOrAdd(kind, one => new(ClassBinding.Of(one), MessageDefinitions.All[one])), message);
        NewLine();
        _text.Put(Encoding.UTF8.GetBytes($"</{definition.Prefix}:{MessageDefinition.RootName}>"));
        _text.Put(isIndented ? "\n"u8 : ""u8);
        _text.Flush();
        return _text.Length;
    }

    private void WriteClass(ClassTags tags, object record)
    {
        if (tags.Binding.FilledOutsideClass(record) is { } property)
            throw Refuse($"{property} has no place in a {kind.Name().ToUpperInvariant()}");
        _depth++;
        foreach (var child in tags.Elements)
        {
            var element = child.Binding.Element;
            _path.Enter(element.Name);
            var value = child.Binding.IsInModel ? child.Binding.Get(record) : element.Simple!.Fixed;
            if (value is not null) WriteElement(child, value);
            else if (element.Required) throw Refuse("it is missing");
            _path.Leave();
        }
        _depth--;
    }

    private void WriteElement(ElementTags element, object value)
    {
        NewLine();
        _text.Put(element.Open);
        if (element.Class is null)
        {
            WriteValue(element.Binding.Element.Simple!, value);
        }
        else
        {
            if (element.Class.Binding.Type.IsGroup) WriteGroup(element.Class, (IEnumerable)value);
            else WriteClass(element.Class, value);
            NewLine();
        }
        _text.Put(element.Close);
    }

    private void WriteGroup(ClassTags group, IEnumerable items)
    {
        var item = group.Elements[0];
        var number = 0;
        _depth++;
        foreach (var value in ReferenceEquals(items, _place) ? _items! : items)
        {
            _path.Enter(item.Binding.Element.Name, ++number);
            WriteElement(item, value ?? throw Refuse("it is missing"));
            _path.Leave();
        }
        _depth--;
        if (number == 0) throw Refuse($"there must be at least one {item.Binding.Element.Name}");
    }

    private void WriteValue(SimpleType type, object value)
    {
        // what is written of a number in range or of a day is what a reader takes, whatever the number or the day
        if (value is long number && type is { Lexical: Lexical.Whole, Fixed: null })
        {
            if (number < 0 || number > type.Max) throw Refuse($"it must be {type.Allowed}");
            _text.Put(number);
        }
        else if (value is DateOnly day && type.Lexical is Lexical.Date)
        {
            _text.Put(day);
        }
        else
        {
            var text = SimpleValue.Write(value);
            if (!SimpleValue.TryRead(type, text, out _) || SimpleValue.EndsLoosely(type, text))
                throw Refuse($"it must be {type.Allowed}");
            if (BytesOf(text) > LongestValue) throw Refuse($"it must be at most {LongestValue} bytes");
            if (!_text.TryPut(text)) throw Refuse("it holds a character that XML does not allow");
        }
    }

    private static int BytesOf(string text)
    {
        // no character takes more than six, as a reference
        if (text.Length <= LongestValue / 6) return 0;
        var bytes = Encoding.UTF8.GetByteCount(text);
        foreach (var c in text)
            if (c is '&' or '<' or '>' or '\r') bytes += "&amp;".Length - 1;
        return bytes;
    }

    private void NewLine()
    {
        if (isIndented) _text.NewLine(_depth);
    }

    private ArgumentException Refuse(string why) => new($"{_path}: {why}.");

    /// <summary>A class with the tags of its elements.</summary>
    private sealed class ClassTags
    {
        internal ClassTags(ClassBinding binding, MessageDefinition definition)
        {
            var prefix = binding.Type.Shared ? MessageDefinition.BasePrefix : definition.Prefix;
            Binding = binding;
            Elements = [.. binding.Elements.Select(element => new ElementTags(element, prefix, definition))];
        }

        internal ClassBinding Binding { get; }

        internal ElementTags[] Elements { get; }
    }

    private sealed class ElementTags
    {
        internal ElementTags(ElementBinding binding, string prefix, MessageDefinition definition)
        {
            Binding = binding;
            Open = Encoding.UTF8.GetBytes($"<{prefix}:{binding.Element.Name}>");
            Close = Encoding.UTF8.GetBytes($"</{prefix}:{binding.Element.Name}>");
            Class = binding.Class is { } inner ? new(inner, definition) : null;
        }

        internal ElementBinding Binding { get; }

        internal byte[] Open { get; }

        internal byte[] Close { get; }

        internal ClassTags? Class { get; }
    }
}
