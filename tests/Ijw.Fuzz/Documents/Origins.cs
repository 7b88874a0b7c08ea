using System.Collections.Concurrent;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Fuzz.Oracle;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Fuzz.Documents;

/// <summary>What documents are made from: the official samples, and messages made from our definitions.</summary>
internal static class Origins
{
    private static readonly ConcurrentDictionary<MessageKind, Gen<IjwMessage>> Generators = new();
    private static readonly ConcurrentDictionary<MessageKind, ElementNode?> Samples = new();

    /// <summary>The official sample; null when it is not valid itself.</summary>
    internal static ElementNode? Sample(MessageKind kind) => Samples.GetOrAdd(kind, key =>
    {
        var text = Official.Sample(key);
        return Official.Complaint(text) is null ? Read(key, text) : null;
    })?.Copy();

    internal static ElementNode Made(MessageKind kind, Dice dice)
    {
        var chance = new PCG(7, (ulong)dice.Below(int.MaxValue));
        return Read(kind, IjwWriter.Write(Generators.GetOrAdd(kind, Generate.Message).Generate(chance, null, out _)));
    }

    /// <summary>A text as it is to be written so that it is read as the same.</summary>
    internal static string Escape(string text) => new StringBuilder(text).Replace("&", "&amp;")
        .Replace("<", "&lt;").Replace("]]>", "]]&gt;").Replace("\r", "&#13;").ToString();

    private static ElementNode Read(MessageKind kind, byte[] text)
    {
        using var stream = new MemoryStream(text);
        var root = XDocument.Load(stream, LoadOptions.PreserveWhitespace).Root!;
        return Of(root, null, MessageDefinitions.All[kind].Root);
    }

    private static ElementNode Of(XElement from, SimpleType? type, ClassType? group)
    {
        var element = new ElementNode(from.Name.NamespaceName, from.Name.LocalName) { Type = type, Class = group };
        if (!from.HasElements) element.Xml = Escape(from.Value);
        foreach (var inner in from.Elements())
        {
            var defined = group?.Elements.FirstOrDefault(one => one.Name == inner.Name.LocalName);
            element.Content.Add(Of(inner, defined?.Simple, defined?.Class));
        }
        return element;
    }
}
