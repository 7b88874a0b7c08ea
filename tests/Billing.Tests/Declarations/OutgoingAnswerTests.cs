using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>Our own JW325 is held against the JW323 it answers, before it goes out.</summary>
public sealed class OutgoingAnswerTests
{
    private static readonly Jw323 Asked = new()
    {
        Header = new()
        {
            Afzender = "01000001",
            Ontvanger = "0439",
            BerichtIdentificatie = new() { Identificatie = "A1", Dagtekening = new(2026, 11, 3) },
        },
        Declaratie = new()
        {
            DeclaratieNummer = "D1",
            DeclaratiePeriode = new() { Begindatum = new(2026, 10, 1), Einddatum = new(2026, 10, 31) },
            DeclaratieDagtekening = new(2026, 11, 3),
            TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(50_000),
            Clienten = [new() { Bsn = "999900006", Prestaties = [Line("R1"), Line("R2")] }],
        },
    };

    [Fact]
    [Trait("rule", "TR342")]
    public void Every_form_of_answer_may_go_out()
    {
        IReadOnlyList<ClassRefusal>[] verdicts =
        [
            [], [ClassRefusal.OfMessage("9056")], [ClassRefusal.OfDeclaration("9333")],
            [ClassRefusal.OfDeclaration("9333"), ClassRefusal.OfDeclaration("8214")],
            [ClassRefusal.OfLine(0, 1, "0611"), ClassRefusal.OfLine(0, 1, "9389")],
            [ClassRefusal.OfLine(0, 0, "9338"), ClassRefusal.OfLine(0, 1, "9338")],
        ];
        Assert.All(verdicts, verdict => Assert.Empty(AnswerRules.Broken(Asked, Answered(verdict))));
    }

    [Fact]
    [Trait("rule", "TR337")]
    [Trait("rule", "TR371")]
    [Trait("rule", "TR376")]
    public void An_answer_names_the_message_its_schema_and_the_declaration_it_answers()
    {
        var right = Answered();
        Assert.Equal(["TR337"], AnswerRules.Broken(Asked, right with
        {
            Header = right.Header with
            {
                DeclaratieIdentificatie = right.Header.DeclaratieIdentificatie with { Identificatie = "A2" },
            },
        }));
        Assert.Equal(["TR371"], AnswerRules.Broken(Asked, right with
        {
            Header = right.Header with
            {
                XsdVersieDeclaratie = right.Header.XsdVersieDeclaratie with { BerichtXsdVersie = "9.9.9" },
            },
        }));
        Assert.Equal(["TR376"], AnswerRules.Broken(Asked, With(right, body => body with { DeclaratieNummer = "D2" })));
    }

    [Fact]
    [Trait("rule", "TR366")]
    [Trait("rule", "TR367")]
    [Trait("rule", "TR304")]
    public void An_answered_line_is_a_declared_one_of_the_same_client_with_the_same_values()
    {
        var right = Answered(ClassRefusal.OfLine(0, 1, "0611"));
        Assert.Equal(["TR366"], AnswerRules.Broken(Asked, WithLine(right, line => line with
        {
            ProductReferentie = new() { ReferentieNummer = "R3" },
        })));
        Assert.Equal(["TR367"], AnswerRules.Broken(Asked, WithLine(right, line => line with { GeleverdVolume = 3 })));
        Assert.Equal(["TR367"], AnswerRules.Broken(Asked, WithLine(right, line => line with { ProductTarief = 1 })));
        Assert.Equal(["TR304", "TR367"], AnswerRules.Broken(Asked, With(right, body => body with
        {
            Clienten = [body.Clienten![0] with { Bsn = "999900018" }],
        })));
        Assert.Contains("TR367", AnswerRules.Broken(Asked, With(right, body => body with
        {
            TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(50_001),
        })));
    }

    [Fact]
    [Trait("rule", "TR342")]
    public void An_answer_that_does_not_add_up_stays_here() => Assert.Equal(
        ["TR342"], AnswerRules.Broken(Asked, With(Answered(ClassRefusal.OfLine(0, 1, "0611")), body => body with
        {
            TotaalToegekendBedrag = TotaalBedragMetDC.FromSigned(50_000),
        })));

    private static Jw325 Answered(params IReadOnlyList<ClassRefusal> refusals) =>
        Answer.Declaration(Asked, "R1", new(2026, 11, 10), refusals);

    private static Jw325 With(Jw325 answer, Func<DeclaratieAntwoord, DeclaratieAntwoord> change) =>
        answer with { DeclaratieAntwoord = change(answer.DeclaratieAntwoord!) };

    private static Jw325 WithLine(Jw325 answer, Func<Prestatie, Prestatie> change) => With(answer, body => body with
    {
        Clienten = [body.Clienten![0] with { Prestaties = [change(body.Clienten[0].Prestaties[0])] }],
    });

    private static Prestatie Line(string reference) => new()
    {
        ProductReferentie = new() { ReferentieNummer = reference },
        ToewijzingNummer = 101,
        ProductCategorie = "45",
        ProductCode = "45A48",
        ProductPeriode = new() { Begindatum = new(2026, 10, 1), Einddatum = new(2026, 10, 31) },
        GeleverdVolume = 2,
        Eenheid = "82",
        ProductTarief = 12_500,
        IngediendBedrag = BedragMetDC.FromSigned(25_000),
    };
}
