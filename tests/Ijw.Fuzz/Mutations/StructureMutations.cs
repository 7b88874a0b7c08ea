using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Fuzz.Documents;
using static Jeugdregio.Ijw.Fuzz.Mutations.Mutation;

namespace Jeugdregio.Ijw.Fuzz.Mutations;

/// <summary>Elements that are missing, doubled, elsewhere or something else.</summary>
internal static class StructureMutations
{
    private static readonly string[] Names = [.. ElementNames.All.Order(StringComparer.Ordinal)];

    internal static IReadOnlyList<Mutation> All { get; } = [.. Places, .. Contents, .. Naming];

    private static IEnumerable<Mutation> Places =>
    [
        Inner("drop", (parent, element, _) => parent.Content.Remove(element)),
        Inner("double", (parent, element, _) => Insert(parent, element, 1, element.Copy())),
        Inner("repeat", (parent, element, dice) =>
        {
            for (var times = dice.Between(2, 5); times > 0; times--) Insert(parent, element, 1, element.Copy());
        }),
        Inner("swap with the next", (parent, element, _) =>
        {
            var at = parent.Content.IndexOf(element);
            if (at + 1 == parent.Content.Count) return;
            (parent.Content[at], parent.Content[at + 1]) = (parent.Content[at + 1], element);
        }),
        Tree("move elsewhere", (document, dice) =>
        {
            var element = dice.Pick(document.Elements);
            if (document.ParentOf(element) is not { } parent) return;
            parent.Content.Remove(element);
            var target = dice.Pick(document.Elements);
            target.Content.Insert(dice.Between(0, target.Content.Count), element);
        }),
        Tree("copy elsewhere", (document, dice) =>
        {
            var copy = dice.Pick(document.Elements).Copy();
            var target = dice.Pick(document.Elements);
            target.Content.Insert(dice.Between(0, target.Content.Count), copy);
        }),
        Class("shuffle", (_, element, dice) =>
        {
            for (var i = element.Content.Count - 1; i > 0; i--)
            {
                var other = dice.Between(0, i);
                (element.Content[i], element.Content[other]) = (element.Content[other], element.Content[i]);
            }
        }),
        Class("keep the first only", (_, element, _) => element.Content.RemoveRange(1, element.Content.Count - 1)),
        Inner("nest in itself", (_, element, _) => element.Content.Insert(0, element.Copy())),
        Inner("nest deep", (_, element, dice) =>
        {
            for (var times = dice.Between(10, 20); times > 0; times--)
            {
                var outer = new ElementNode(element.Namespace, element.Name);
                outer.Content.AddRange(element.Content);
                element.Content.Clear();
                element.Content.Add(outer);
            }
        }),
        Inner("put its content in its place", (parent, element, _) =>
        {
            parent.Content.InsertRange(parent.Content.IndexOf(element), element.Content);
            parent.Content.Remove(element);
        }),
    ];

    private static IEnumerable<Mutation> Contents =>
    [
        Class("empty a class", (_, element, _) => element.Content.Clear()),
        Class("a class with text only", (_, element, _) => element.Xml = "x"),
        Class("an element that does not belong", (document, element, dice) => element.Content.Insert(
            dice.Between(0, element.Content.Count),
            new ElementNode(dice.Pick(document.MessageNamespace, MessageDefinition.BaseNamespace, "urn:x", ""),
                dice.Pick("Onbekend", "x", dice.Pick(Names))))),
        Class("text between elements", (_, element, dice) => element.Content.Insert(
            dice.Between(0, element.Content.Count), new RawNode(dice.Pick(
                " ", "x", "&#32;", "&#9;", "&#10;", "&#13;", "&#160;", "<![CDATA[]]>", "<![CDATA[ ]]>", "<![CDATA[x]]>",
                "\u00A0", "\u0085", "\u2028", "\uFEFF", "\u200B", "&amp;", "\r", "\r\n", "\t\t", "x<!-- -->", "0")))),
        Leaf("an element in a value", (element, dice) => element.Content.Insert(
            dice.Between(0, element.Content.Count), new ElementNode(element.Namespace, dice.Pick("x", element.Name)))),
    ];

    private static IEnumerable<Mutation> Naming =>
    [
        Any("another name", (_, element, dice) => element.Name = dice.Pick(Names)),
        Any("an unknown name", (_, element, dice) =>
            element.Name = dice.Pick(
                "x", element.Name + "x", element.Name[..^1] + "_", "Ünbekend", element.Name + ".1")),
        Any("a name in another case", (_, element, dice) => element.Name = dice.OneIn(2)
            ? element.Name.ToUpperInvariant() : char.ToLowerInvariant(element.Name[0]) + element.Name[1..]),
        Any("the other namespace", (document, element, _) => element.Namespace =
            element.Namespace == document.MessageNamespace
                ? MessageDefinition.BaseNamespace : document.MessageNamespace),
        Any("a foreign namespace", (document, element, dice) => element.Namespace = dice.Pick(
            "urn:x", document.MessageNamespace + "/", document.MessageNamespace.ToUpperInvariant(),
            document.MessageNamespace.Replace("3_2", "3_1", StringComparison.Ordinal),
            MessageDefinitions.All[dice.Pick(MessageKinds.All)].Namespace)),
        Any("no namespace", (_, element, _) => Declare(element, "", "xmlns=\"\"")),
        Any("a namespace of its own", (_, element, _) => Declare(element, "", $"xmlns=\"{element.Namespace}\"")),
        Any("a prefix of its own", (_, element, dice) =>
        {
            var prefix = dice.Pick("q", "xs", "jw315", "ijw", "_", "XMLx", "q.1");
            Declare(element, prefix + ":", $"xmlns:{prefix}=\"{element.Namespace}\"");
        }),
        Any("a prefix that is not declared", (_, element, dice) =>
            element.Prefix = dice.Pick("q:", ":", "xml:", "xmlns:")),
        Any("a namespace with references in it", (_, element, _) => Declare(element, "q:",
            $"xmlns:q=\"{element.Namespace.Replace("/", "&#47;", StringComparison.Ordinal)}\"")),
        Any("a namespace with space around it", (_, element, dice) =>
            Declare(element, "q:", $"xmlns:q=\"{element.Namespace}{dice.Pick(" ", "\n", "&#10;")}\"")),
    ];

    private static void Declare(ElementNode element, string prefix, string attribute)
    {
        element.Prefix = prefix;
        element.Attributes.Add(attribute);
    }

    private static void Insert(ElementNode parent, ElementNode beside, int after, ElementNode what) =>
        parent.Content.Insert(parent.Content.IndexOf(beside) + after, what);
}
