using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;
using static Jeugdregio.Ijw.Tests.Support.Changed;

namespace Jeugdregio.Ijw.Tests.Rules;

/// <summary>The rules of level 4: the date, the amounts, the municipalities and the product list.</summary>
public sealed class ExternalRuleTests
{
    /// <summary>On the date of the examples; 0370 merged into 0439 in 2022.</summary>
    private static readonly CheckInputs Inputs = new(
        new(2026, 2, 5),
        (code, day) => code is "0479" or "0439" || code == "0370" && day < new DateOnly(2022, 1, 1),
        (code, category) => code.StartsWith(category, StringComparison.Ordinal));

    private static readonly Product Wrong = new() { Categorie = "44", Code = "45A48" };

    public static IEnumerable<TheoryDataRow<int, string>> RefusedRows => Refused()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    public static IEnumerable<TheoryDataRow<int, string>> AcceptedRows => Accepted()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    [Theory, MemberData(nameof(RefusedRows))]
    public void A_message_that_does_not_agree_with_the_world_is_refused_with_that_rule_and_its_code(
        int number, string rule)
    {
        var (_, message, place) = Refused().ElementAt(number);
        var finding = Assert.Single(IjwRules.CheckExternal(message, Inputs));
        Assert.Equal((rule, FindingLevel.External), (finding.Rule, finding.Level));
        Assert.Equal(RuleCatalogue.All[rule].ReturnCode, finding.ReturnCode);
        Assert.EndsWith(place, finding.Path, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(AcceptedRows))]
    public void A_message_that_agrees_with_the_world_at_the_edge_of_a_rule_is_accepted(int number, string rule)
    {
        var (of, message) = Accepted().ElementAt(number);
        Assert.Equal(rule, of);
        Assert.Empty(IjwRules.CheckExternal(message, Inputs));
    }

    [Fact]
    public void A_message_that_agrees_with_the_world_has_no_findings() => Assert.All(
        [.. All(header => header), Answer.Retour(Example.Request(), "RET1", new(2030, 1, 1), [])],
        message => Assert.Empty(IjwRules.CheckExternal(message, Inputs)));

    [Fact, Trait("rule", "TR378"), Trait("rule", "TR381")]
    public void Without_a_list_its_rule_is_left_out()
    {
        var lists = new CheckInputs(new(2026, 2, 5));
        Assert.All(
            Refused().Where(row => row.Rule is "TR378" or "TR381"),
            row => Assert.Empty(IjwRules.CheckExternal(row.Message, lists)));
    }

    [Theory, Trait("rule", "TR346")]
    [InlineData("04", 3, 7800, 23_400, true)]
    [InlineData("04", 3, 7800, 23_401, false)]
    [InlineData("01", 500, 130, 65_000, true)]
    [InlineData("01", 500, 130, 65_250, true)]
    [InlineData("01", 500, 130, 65_251, false)]
    [InlineData("01", 1, 130, 131, true)]
    [InlineData("01", 1, 130, 132, false)]
    public void An_amount_is_the_volume_times_the_tariff_which_for_minutes_is_rounded(
        string unit, long volume, long tariff, long amount, bool isRight)
    {
        var message = Line(line => line with
        {
            Eenheid = unit,
            GeleverdVolume = volume,
            ProductTarief = tariff,
            IngediendBedrag = BedragMetDC.FromSigned(amount),
        });
        Assert.Equal(isRight, IjwRules.CheckExternal(message, Inputs).Count == 0);
    }

    internal static IEnumerable<(string Rule, IjwMessage Message, string Place)> Refused() =>
    [
        .. RefusedDates(), .. RefusedMunicipalities(), .. RefusedProducts(),
        ("TR346", Line(l => l with { GeleverdVolume = 1000 }), "Prestatie[1]/IngediendBedrag"),
    ];

    internal static IEnumerable<(string Rule, IjwMessage Message)> Accepted() =>
    [
        ("TR135", Example.Start()),
        ("TR346", Line(l => l with { Eenheid = "83", ProductTarief = null, GeleverdVolume = 65_000 })),
        ("TR346", Line(l => Credit(l, "PR1", "OUD1"))),
        ("TR378", Merged(new(2021, 12, 31))),
        ("TR378", Reply(a => a with { Woonplaatsbeginsel = new() { Gemeente = "0439" } })),
        ("TR381", Allocated(a => a with { Product = new() { Categorie = "44" }, Omvang = null })),
        ("TR381", Line(l => l with { ProductCategorie = "44", ProductCode = "44A08" })),
    ];

    private static IEnumerable<(string, IjwMessage, string)> RefusedDates() =>
        from message in All(Tomorrow) select ("TR135", message, "Header/BerichtIdentificatie/Dagtekening");

    private static IEnumerable<(string, IjwMessage, string)> RefusedMunicipalities() =>
    [
        .. from message in All(Nowhere)
           let place = message.Kind.SenderIsMunicipality() ? "Header/Afzender" : "Header/Ontvanger"
           select ("TR378", message, place),
        ("TR378", Merged(new(2022, 1, 1)), "Header/Ontvanger"),
        ("TR378", Reply(a => a with { Woonplaatsbeginsel = new() { Gemeente = "9999" } }),
            "Antwoord/Woonplaatsbeginsel/Gemeente"),
    ];

    private static IEnumerable<(string, IjwMessage, string)> RefusedProducts() =>
    [
        ("TR381", Allocated(a => a with { Product = Wrong }), "ToegewezenProduct[1]/Product/Code"),
        ("TR381", Start(s => s with { Product = Wrong }), "StartProduct[1]/Product/Code"),
        ("TR381", Stop(s => s with { Product = Wrong }), "StopProduct[1]/Product/Code"),
        ("TR381", Requested(p => p with { Product = Wrong }), "AangevraagdProduct[1]/Product/Code"),
        ("TR381", Added(n => n with { Product = Wrong }), "NieuwProduct[1]/Product/Code"),
        ("TR381", Line(l => l with { ProductCategorie = "44" }), "Prestatie[1]/ProductCode"),
    ];

    private static Header Tomorrow(Header header) => header with
    {
        BerichtIdentificatie = header.BerichtIdentificatie with { Dagtekening = new(2026, 2, 6) },
    };

    private static Header Nowhere(Header header) => header.Afzender is Example.Municipality
        ? header with { Afzender = "9999" }
        : header with { Ontvanger = "9999" };

    /// <summary>A request to a municipality that went on in another, for care from that day.</summary>
    private static Jw315 Merged(DateOnly start)
    {
        var request = Requested(p => p with { ToewijzingIngangsdatum = start });
        return request with { Header = request.Header with { Ontvanger = "0370" } };
    }

    /// <summary>An example of each kind that level 4 is about, with another header.</summary>
    private static IEnumerable<IjwMessage> All(Func<Header, Header> change)
    {
        var answer = AnswerTo(Example.Declaration());
        var dated = new DateOnly(2026, 2, 5);
        return
        [
            Example.Allocation() with { Header = change(Example.Allocation().Header) },
            Example.Start() with { Header = change(Example.Start().Header) },
            Example.Stop() with { Header = change(Example.Stop().Header) },
            Example.Request() with { Header = change(Example.Request().Header) },
            Example.Change() with { Header = change(Example.Change().Header) },
            Example.Refusal() with { Header = change(Example.Refusal().Header) },
            Example.Declaration() with { Header = change(Example.Declaration().Header) },
            answer with
            {
                Header = (DeclaratieAntwoordHeader)change(answer.Header with
                {
                    BerichtIdentificatie = answer.Header.BerichtIdentificatie with { Dagtekening = dated },
                }),
            },
        ];
    }
}
