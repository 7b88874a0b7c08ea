using Jeugdregio.Ijw.Definition;

namespace Jeugdregio.Ijw.Fuzz.Documents;

/// <summary>A part of an element: another element, or XML as it is to be written.</summary>
internal abstract class Node;

/// <summary>Text, markup or nonsense; nothing is escaped when it is written.</summary>
internal sealed class RawNode(string xml) : Node
{
    internal string Xml { get; } = xml;
}

/// <summary>An element that can be changed in every way, right or wrong.</summary>
internal sealed class ElementNode(string space, string name) : Node
{
    internal string Namespace { get; set; } = space;

    internal string Name { get; set; } = name;

    /// <summary>The prefix to write it with, when not the one its namespace has in the document.</summary>
    internal string? Prefix { get; set; }

    /// <summary>Attributes as they are to be written.</summary>
    internal List<string> Attributes { get; } = [];

    internal List<Node> Content { get; } = [];

    /// <summary>What it holds, when that is a value and the definition has it.</summary>
    internal SimpleType? Type { get; init; }

    /// <summary>What it holds, when that is elements and the definition has it.</summary>
    internal ClassType? Class { get; init; }

    internal bool IsLeaf => Content.TrueForAll(node => node is RawNode);

    /// <summary>What is in it, as it is written; setting it takes away what was in it.</summary>
    internal string Xml
    {
        get => string.Concat(Content.OfType<RawNode>().Select(raw => raw.Xml));
        set
        {
            Content.Clear();
            if (value.Length > 0) Content.Add(new RawNode(value));
        }
    }

    internal ElementNode Copy()
    {
        var copy = new ElementNode(Namespace, Name) { Prefix = Prefix, Type = Type, Class = Class };
        copy.Attributes.AddRange(Attributes);
        foreach (var node in Content) copy.Content.Add(node is ElementNode element ? element.Copy() : node);
        return copy;
    }

    /// <summary>It and all within it, in the order of the text.</summary>
    internal IEnumerable<ElementNode> All() =>
        Content.OfType<ElementNode>().SelectMany(inner => inner.All()).Prepend(this);
}
