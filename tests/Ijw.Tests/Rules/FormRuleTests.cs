using System.Text;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;
using static Jeugdregio.Ijw.Tests.Support.Changed;

namespace Jeugdregio.Ijw.Tests.Rules;

/// <summary>
/// The restrictions (RS) and constraints (CS) of level 1: in one element the last text that they allow, and the first
/// that they do not. The standard's schema agrees with each.
/// </summary>
public sealed class FormRuleTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Rows => Cases()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    [Theory, MemberData(nameof(Rows))]
    public void A_text_at_the_edge_of_a_restriction_is_accepted_and_one_beyond_it_is_invalid(int number, string rule)
    {
        var (of, message, element, right, wrong) = Cases().ElementAt(number);
        Assert.Equal(rule, of);
        var accepted = IjwReader.Read(With(message, element, right));
        Assert.Empty(accepted.Findings);
        Assert.Equal(Verdict.Accepted, accepted.Verdict);
        var refused = IjwReader.Read(With(message, element, wrong));
        Assert.Equal(Verdict.Invalid, refused.Verdict);
        var finding = Assert.Single(refused.Findings);
        Assert.Equal((FindingLevel.Schema, ""), (finding.Level, finding.ReturnCode));
        var path = finding.Path.Replace("[1]", "", StringComparison.Ordinal);
        Assert.EndsWith($"/{element}", path, StringComparison.Ordinal);
    }

    [Fact]
    public void The_official_schema_agrees_with_each_of_them()
    {
        // before Assert.All, which would take being skipped for a failure of each
        Standard.MustBeThere();
        Assert.All(Cases(), row =>
        {
            Assert.Null(Standard.Complaint(With(row.Message, row.Element, row.Right)));
            Assert.NotNull(Standard.Complaint(With(row.Message, row.Element, row.Wrong)));
        });
    }

    internal static IEnumerable<(string Rule, IjwMessage Message, string Element, string Right, string Wrong)>
        Cases() => [.. Versions(), .. Numbers(), .. Lengths(), .. Characters()];

    private static IEnumerable<(string, IjwMessage, string, string, string)> Versions() =>
    [
        ("CS015", Example.Request(), "BerichtSubversie", "2", "1"),
        ("CS025", Example.Request(), "BerichtVersie", "3", "2"),
        ("CS319", Example.Declaration(), "DeclaratieNummer", "D202601aZ9", "D-202601"),
        ("RS047", Example.Request(), "BerichtCode", "446", "436"),
        ("RS048", Example.Request(), "BerichtXsdVersie", "10.0.20", "1.0"),
        ("RS048", Example.Request(), "BasisschemaXsdVersie", "1.0.0", "1.00.0"),
    ];

    private static IEnumerable<(string, IjwMessage, string, string, string)> Numbers() =>
    [
        ("RS001", Full, "Huisnummer", "0", "-1"),
        ("RS001", Example.Request(), "Volume", "0", "-1"),
        ("RS002", Full, "Volgorde", "99", "100"),
        ("RS004", Full, "Huisnummer", "99999", "100000"),
        ("RS005", Example.Request(), "Volume", "99999999", "100000000"),
        ("RS005", Allocated(a => a with { Product = null, Omvang = null, Budget = 1 }), "Budget",
            "99999999", "100000000"),
        ("RS006", Example.Start(), "ToewijzingNummer", "999999999", "1000000000"),
        ("RS040", AnswerTo(Line(line => line)), "TotaalBedrag", "65000", "1000000000000"),
        ("RS040", OfNothing, "TotaalBedrag", "999999999999", "1000000000000"),
    ];

    private static IEnumerable<(string, IjwMessage, string, string, string)> Lengths() =>
    [
        ("RS008", Example.Start(), "Geslacht", "2", "02"),
        ("RS008", Full, "Huisletter", "a", "ab"),
        ("RS009", Example.Stop(), "RedenBeeindiging", "31", "031"),
        ("RS009", Example.Refusal(), "RedenAfwijzingVerzoek", "8", "008"),
        ("RS010", Example.Start(), "BerichtCode", "438", "4380"),
        ("RS011", Full, "HuisnummerToevoeging", "bis4", "bis42"),
        ("RS011", Example.Reply(), "RetourCode", "9347", "93470"),
        ("RS012", Example.Request(), "Code", "45A50", "45A500"),
        ("RS013", Full, "Voorletters", "ABCDEF", "ABCDEFG"),
        ("RS014", Example.Request(), "Afzender", "01234567", "012345678"),
        ("RS014", Full, "Postcode", "B-1000 8", "B-1000 89"),
        ("RS015", Example.Request(), "Bsn", "999900006", "9999000060"),
        ("RS016", Full, "Voorvoegsel", Long(10), Long(11)),
        ("RS017", Example.Request(), "Identificatie", Long(12), Long(13)),
        ("RS018", Full, "Telefoonnummer", new('1', 15), new('1', 16)),
        ("RS019", Example.Declaration(), "ReferentieNummer", Long(20), Long(21)),
        ("RS020", Full, "Straatnaam", Long(24), Long(25)),
        ("RS021", Full, "Taal", Long(25), Long(26)),
        ("RS023", Full, "Organisatie", Long(35), Long(36)),
        ("RS024", Example.Refusal(), "ReferentieAanbieder", Long(36), Long(37)),
        ("RS025", Referrer(new() { Type = "02", Naam = "x" }), "Verwijzer/Naam", Long(64), Long(65)),
        ("RS026", Full, "Plaatsnaam", Long(80), Long(81)),
        ("RS028", Example.Start(), "Achternaam", Long(200), Long(201)),
    ];

    private static IEnumerable<(string, IjwMessage, string, string, string)> Characters() =>
    [
        ("RS031", Full, "Commentaar", "\nx", " \n\t"),
        ("RS032", Example.Start(), "Dagtekening", "2026-02-05", "2026-02-05+01:00"),
        ("RS032", Example.Start(), "Dagtekening", " 2026-02-05\n", "2026-02-05Z"),
        ("RS033", Example.Start(), "Achternaam", "x", ""),
        ("RS033", Example.Request(), "Code", "45A48", "  "),
        ("RS034", Full, "Toewijzingstijd", "10:15:00", "10:15:00Z"),
        ("RS035", Example.Request(), "Ontvanger", "0479", "479"),
        ("RS036", Example.Request(), "Afzender", "01234567", "1234567"),
        ("RS036", Example.Request(), "ZorgverlenerCode", "01000001", "0100000A"),
        ("RS037", Example.Request(), "Bsn", "999900006", "99990000"),
        ("RS045", Full, "Voorletters", "AéỲ", "A.B."),
        ("RS046", Full, "Telefoonnummer", "0612345678", "06-123456"),
    ];

    /// <summary>An allocation that has an element of every kind that a person or an address can have.</summary>
    private static Jw301 Full => Client301(client => client with
    {
        Commentaar = "x",
        Communicatie = new() { Vorm = "1", Taal = "Fries" },
        Naam = new()
        {
            Geslachtsnaam = new() { Achternaam = "Testkind", Voorvoegsel = "van" },
            Voornamen = "Test",
            Voorletters = "T",
            NaamGebruik = "1",
        },
        Relaties = [client.Relaties![0] with { Volgorde = 1, Contact = Example.Contact() with { Adres = null } }],
        Contactgegevens =
        [
            Example.Contact() with
            {
                Organisatie = "Test",
                Emailadres = "test@example.org",
                Adres = new()
                {
                    Huis = new()
                    {
                        Huisnummer = 1,
                        Huisletter = "a",
                        HuisnummerToevoeging = "bis",
                    },
                    Postcode = "B-1000",
                    Straatnaam = "Teststraat",
                    Plaatsnaam = "Brussel",
                    LandCode = "BE",
                },
            },
        ],
    });

    /// <summary>An answer that refuses a declaration as a whole: nothing binds its total to lines.</summary>
    private static Jw325 OfNothing => Answer.Declaration(
        Example.Declaration(), "GM25", new(2026, 2, 6), [ClassRefusal.OfDeclaration("9333")]);

    private static string Long(int length) => new('x', length);

    /// <summary>The text of the message with another text in the first element of that name, or of that path.</summary>
    private static byte[] With(IjwMessage message, string element, string value)
    {
        var text = Standard.Show(IjwWriter.Write(message));
        var start = 0;
        foreach (var step in element.Split('/'))
        {
            var at = text.IndexOf($":{step}>", start, StringComparison.Ordinal);
            Assert.True(at > 0, element);
            start = at + step.Length + 2;
        }
        return Encoding.UTF8.GetBytes(text[..start] + value + text[text.IndexOf('<', start)..]);
    }
}
