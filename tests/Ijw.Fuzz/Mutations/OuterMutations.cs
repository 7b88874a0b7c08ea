using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Fuzz.Documents;
using static Jeugdregio.Ijw.Fuzz.Mutations.Mutation;

namespace Jeugdregio.Ijw.Fuzz.Mutations;

/// <summary>What comes before and after the root, and what the text says it is.</summary>
internal static class OuterMutations
{
    private static readonly string[] Declarations =
    [
        "", "<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
        "<?xml version='1.0' encoding='UTF-8'?>", "<?xml version=\"1.1\"?>",
        "<?xml version=\"1.1\" encoding=\"UTF-8\"?>", "<?xml version=\"2.0\"?>", "<?xml version=\"1.00\"?>",
        "<?xml version=\"1.0é\"?>", "<?xml version=\"\"?>", "<?xml encoding=\"UTF-8\"?>", "<?xml?>", "<?xml ?>",
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "<?xml version=\"1.0\" encoding=\"utf-16le\"?>",
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>", "<?xml version=\"1.0\" encoding=\"us-ascii\"?>",
        "<?xml version=\"1.0\" encoding=\"utf-7\"?>", "<?xml version=\"1.0\" encoding=\"UTF8\"?>",
        "<?xml version=\"1.0\" encoding=\"x\"?>", "<?xml version=\"1.0\" encoding=\"\"?>",
        "<?xml version=\"1.0\" encoding=\" UTF-8\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>", "<?xml version=\"1.0\" standalone=\"maybe\"?>",
        "<?xml version=\"1.0\" standalone=\"yes\" encoding=\"UTF-8\"?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" a=\"b\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>",
        "<?xml\tversion = '1.0'\n?>", "<?XML version=\"1.0\"?>", "<?xml version=\"1.0\"",
        "<?xml version=\"1.0\"?><?xml version=\"1.0\"?>", " <?xml version=\"1.0\"?>", "<!-- --><?xml version=\"1.0\"?>",
        "\n", "\uFEFF", "\uFEFF\uFEFF", " \uFEFF",
    ];

    private static readonly string[] Around =
    [
        " ", "\n", "\r\n", "\t", "<!-- x -->", "<!---->", "<!-- <a> -->", "<!-- \u00E9 -->", "<?x?>", "<?x y?>",
        "<?xml-stylesheet href=\"http://127.0.0.1:1/x\"?>", "x", "&#32;", "&amp;", "<![CDATA[]]>", "<![CDATA[ ]]>",
        "\u00A0", "\uFEFF", "\0", "<", ">", "]]>", "<x/>", "</x>", "<!DOCTYPE x>",
        "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x\">", "<!DOCTYPE Bericht [<!ENTITY x \"y\">]>", "<!doctype x>",
        "<!-- ", "<!x", "\u0001", "\u0085", "\u2028",
    ];

    internal static IReadOnlyList<Mutation> All { get; } =
    [
        Tree("another declaration", (document, dice) => document.Declaration = dice.Pick(Declarations)),
        Tree("before the root", (document, dice) => document.Before += dice.Pick(Around)),
        Tree("after the root", (document, dice) => document.After += dice.Pick(Around)),
        Tree("much before the root", (document, dice) =>
            document.Before += new string(dice.Pick(' ', '\n'), 4096 + dice.Between(-60, 2))),
        Tree("much after the root", (document, dice) => document.After += new string(' ', 4096 + dice.Between(-60, 2))),
        Tree("the root twice", (document, _) => document.After += document.Root.Name == "x" ? "<x/>" : Again(document)),
        Tree("another root", (document, dice) =>
        {
            if (dice.OneIn(2)) document.Root.Name = dice.Pick("bericht", "Berichten", "Client", "Header", "x");
            else document.Root.Namespace = Foreign(document, dice);
        }),
        Tree("all in another namespace", (document, dice) =>
        {
            var (ours, other) = (document.MessageNamespace, Foreign(document, dice));
            foreach (var element in document.Elements.Where(element => element.Namespace == ours))
                element.Namespace = other;
        }),
        Tree("in another root", (document, dice) =>
        {
            document.Before += dice.Pick("<x>", "<Bericht>", $"<x xmlns=\"{MessageDefinition.BaseNamespace}\">");
            document.After += "</x>";
        }),
    ];

    private static string Foreign(Document document, Dice dice) => dice.Pick(
        "", "urn:x", MessageDefinition.BaseNamespace, document.MessageNamespace + "/",
        document.MessageNamespace.Replace("3_2", "3_1", StringComparison.Ordinal),
        document.MessageNamespace.Replace("ijw", "iwmo", StringComparison.Ordinal),
        MessageDefinitions.All[dice.Pick(MessageKinds.All)].Namespace);

    private static string Again(Document document) =>
        new Document(document.Kind, document.Root, document.Style) { Declaration = "" }.Write();
}
