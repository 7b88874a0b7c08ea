using static Jeugdregio.Ijw.Fuzz.Hostile.Honest;
using static Jeugdregio.Ijw.Fuzz.Hostile.HostileCases;

namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>B3: texts that are a message of something else, or no message, or more than one.</summary>
internal static class OtherMessageCases
{
    private const string Ours = "http://www.istandaarden.nl/ijw/3_2/jw319/schema";
    private const string Missing = "Antwoord is missing.";
    private const string Base = "http://www.istandaarden.nl/ijw/3_2/basisschema/schema";

    internal static IEnumerable<HostileCase> All => [.. Roots, .. Contents, .. Ends];

    private static IEnumerable<HostileCase> Roots =>
    [
        Root("no namespace", "<Bericht/>", 2),
        Root("a class as root", $"<Antwoord xmlns=\"{Ours}\"/>", 2),
        Root("the root in lower case", $"<bericht xmlns=\"{Ours}\"/>", 2),
        Root("the base schema's namespace", $"<Bericht xmlns=\"{Base}\"/>", 2),
        Root("version 3.1", Changed(Whole, "3_2/jw319", "3_1/jw319"), 2),
        Root("version 3.3", Changed(Whole, "3_2/jw319", "3_3/jw319"), 2),
        Root("the standard for adults", Changed(Whole, "ijw/3_2/jw319", "iwmo/3_2/wmo319"), 2),
        Root("a message that does not exist", Changed(Whole, "jw319", "jw399"), 2),
        Root("a namespace in upper case", Changed(Whole, "jw319/", "JW319/"), 2),
        Root("a namespace with space after it", Changed(Whole, "jw319/schema", "jw319/schema "), 2),
        Root("HTML", "<!-- --><html><body/></html>", 10),
        Root("SOAP around it", $"<s:Envelope xmlns:s=\"urn:s\"><s:Body>{Whole}</s:Body></s:Envelope>", 2),
        Unreadable("nothing", "", 1, 1),
        Unreadable("space only", " \n ", 1, 1),
        Unreadable("JSON", "{\"Bericht\":{}}", 1, 1),
        Unreadable("text before the root", "x" + Whole, 1, 1),
        Unreadable("a prefix that is not declared", Changed(Whole, "xmlns:m=", "xmlns:n="), 1, 2),
        Unreadable("XML 1.1", Changed(Declaration, "1.0", "1.1") + Whole, 1, 16),
        new("B3", "XML 1.00", Made.Once(Changed(Declaration, "1.0", "1.00") + Whole))
        {
            Finding = "The text declares a version of XML other than 1.0.", Column = 3,
        },
        Unreadable("standalone that is neither yes nor no",
            Changed(Declaration, "?>", " standalone=\"1\"?>") + Whole, 1, Declaration.Length + 11),
    ];

    private static IEnumerable<HostileCase> Contents =>
    [
        Content("the code of another message", Changed(Whole, ">488<", ">436<"), "It must be 488.", "<m:BerichtCode>"),
        Content("version 2", Changed(Whole, ">3</m:BerichtVersie", ">2</m:BerichtVersie"), "It must be 3.",
            "<m:BerichtVersie>"),
        Content("subversion 1", Changed(Whole, ">2</m:BerichtSubversie", ">1</m:BerichtSubversie"), "It must be 2.",
            "<m:BerichtSubversie>"),
        Content("version 03", Changed(Whole, ">3</m:BerichtVersie", ">03</m:BerichtVersie"), "It must be 3.",
            "<m:BerichtVersie>"),
        Content("the body of another message", Changed(Whole, "m:Antwoord>", "m:Client>"), Missing, "</m:Bericht>"),
        Content("a body in the base schema's namespace", Changed(Whole, "m:Antwoord>", "i:Antwoord>"), Missing,
            "</m:Bericht>"),
        Content("a header twice", Changed(Whole, Header, Header + Header), "Header may be there only once.",
            "<m:Header>"),
        Content("a body twice", Changed(Whole, "</m:Bericht>", "<m:Antwoord/></m:Bericht>"),
            "Antwoord may be there only once.", "<m:Antwoord/>"),
        Content("a root in the root", Start + Whole + "</m:Bericht>", Missing, "</m:Bericht>"),
        Content("a header and no body", Start + Header + "</m:Bericht>", Missing, "</m:Bericht>"),
        Content("a root and nothing in it", Start + "</m:Bericht>", Missing, "</m:Bericht>"),
    ];

    private static IEnumerable<HostileCase> Ends =>
    [
        Unreadable("text after the root", Whole + "x", 1, Whole.Length + 1),
        Unreadable("a second message after the root", Whole + Whole, 1, Whole.Length + 2),
        Unreadable("an end tag after the root", Whole + "</m:Bericht>", 1, Whole.Length + 3),
        Unreadable("a NUL after the root", Whole + "\0", 1, Whole.Length + 1),
        Unreadable("an archive after the root", Whole + "PK\u0003\u0004", 1, Whole.Length + 1),
        Unreadable("a CDATA section after the root", Whole + "<![CDATA[]]>", 1, Whole.Length + 1),
        Unreadable("a comment that does not end, after the root", Whole + "<!-- ", 1, Whole.Length + 5),
        Unreadable("no end tag", Whole[..^"</m:Bericht>".Length], 1, Whole.Length - 11),
        Unreadable("another end tag", Changed(Whole, "</m:Bericht>", "</m:Header>"), 1, Whole.Length - 9),
        new("B3", "space and comments around it", Made.Once($"\n<!-- a -->\n{Whole}\r\n<!-- b -->\t"))
        {
            Verdict = Verdict.Accepted,
        },
    ];

    private static string Changed(string text, string from, string to) =>
        text.Contains(from, StringComparison.Ordinal)
            ? text.Replace(from, to, StringComparison.Ordinal)
            : throw new ArgumentException("It is not in there.", nameof(from));

    private static HostileCase Root(string name, string text, int column) =>
        new("B3", name, Made.Once(text)) { Finding = OtherRoot, Column = column };

    private static HostileCase Unreadable(string name, string text, int line, int column) =>
        new("B3", name, Made.Once(text)) { Finding = Broken, Line = line, Column = column };

    /// <param name="name">What it is.</param>
    /// <param name="text">The text.</param>
    /// <param name="finding">The last finding.</param>
    /// <param name="tag">The last tag of this kind is where that finding is, by its name.</param>
    private static HostileCase Content(string name, string text, string finding, string tag) =>
        new("B3", name, Made.Once(text))
        {
            Finding = finding,
            Column = text.LastIndexOf(tag, StringComparison.Ordinal) + (tag[1] == '/' ? 3 : 2),
        };
}
