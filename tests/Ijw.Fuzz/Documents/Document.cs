using System.Text;
using Jeugdregio.Ijw.Definition;

namespace Jeugdregio.Ijw.Fuzz.Documents;

/// <summary>A message as a tree that can be written in many ways.</summary>
internal sealed class Document(MessageKind kind, ElementNode root, Style style)
{
    private readonly MessageDefinition _definition = MessageDefinitions.All[kind];

    internal MessageKind Kind { get; } = kind;

    internal ElementNode Root { get; } = root;

    internal Style Style { get; } = style;

    /// <summary>In the place of the style's declaration, when it is not to be that.</summary>
    internal string? Declaration { get; set; }

    /// <summary>Between the declaration and the root.</summary>
    internal string Before { get; set; } = "";

    internal string After { get; set; } = "";

    internal List<ElementNode> Elements => [.. Root.All()];

    /// <summary>The elements that hold a value, or nothing.</summary>
    internal List<ElementNode> Leaves => [.. Root.All().Where(element => element.IsLeaf && element != Root)];

    /// <summary>The elements that hold elements.</summary>
    internal List<ElementNode> Classes => [.. Root.All().Where(element => !element.IsLeaf)];

    internal string MessageNamespace => _definition.Namespace;

    /// <summary>The element that holds this one; null for the root.</summary>
    internal ElementNode? ParentOf(ElementNode element) =>
        Root.All().FirstOrDefault(parent => parent.Content.Contains(element));

    internal string Write()
    {
        var text = new StringBuilder();
        if (Style.HasMark) text.Append('\uFEFF');
        text.Append(Declaration ?? Style.Declaration).Append(Before);
        Write(text, Root, 0, "");
        return text.Append(After).ToString();
    }

    private void Write(StringBuilder text, ElementNode element, int depth, string defaultNamespace)
    {
        var (name, own) = NameOf(element, ref defaultNamespace);
        text.Append('<').Append(name);
        if (depth == 0) text.Append(RootAttributes);
        text.Append(own);
        foreach (var attribute in element.Attributes) text.Append(' ').Append(attribute);
        if (element.Content.Count == 0 && Style.ClosesEmpty)
        {
            text.Append(Style.SpaceInTag).Append("/>");
            return;
        }
        text.Append(Style.SpaceInTag).Append('>');
        foreach (var node in element.Content)
        {
            if (node is RawNode raw)
            {
                text.Append(raw.Xml);
                continue;
            }
            NewLine(text, depth + 1);
            Write(text, (ElementNode)node, depth + 1, defaultNamespace);
        }
        if (!element.IsLeaf) NewLine(text, depth);
        text.Append("</").Append(name).Append(Style.SpaceInTag).Append('>');
    }

    private (string Name, string Attributes) NameOf(ElementNode element, ref string defaultNamespace)
    {
        if (element.Prefix is { } prefix) return (prefix + element.Name, "");
        if (Style.IsDeclaredEachTime)
        {
            if (element.Namespace == defaultNamespace) return (element.Name, "");
            defaultNamespace = element.Namespace;
            return (element.Name, $" xmlns=\"{element.Namespace}\"");
        }
        if (element.Namespace == MessageNamespace) return (Join(Style.MessagePrefix, element.Name), "");
        if (element.Namespace == MessageDefinition.BaseNamespace) return (Join(Style.BasePrefix, element.Name), "");
        return ($"other:{element.Name}", $" xmlns:other=\"{element.Namespace}\"");
    }

    private string RootAttributes => Declared(Style.BasePrefix, MessageDefinition.BaseNamespace)
        + Declared(Style.MessagePrefix, MessageNamespace);

    /// <summary>Also when each element declares its own, so that values can name types.</summary>
    private string Declared(string prefix, string space) => prefix.Length > 0 ? $" xmlns:{prefix}=\"{space}\""
        : Style.IsDeclaredEachTime ? ""
        : $" xmlns=\"{space}\"";

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}:{name}";

    private void NewLine(StringBuilder text, int depth)
    {
        if (Style.LineEnd.Length == 0) return;
        text.Append(Style.LineEnd);
        for (var i = 0; i < depth; i++) text.Append(Style.Indent);
    }
}
