using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests;

public sealed class AnswerTests
{
    private static readonly DateOnly Dated = new(2026, 2, 6);

    public static TheoryData<MessageKind> Answered =>
        [.. MessageKinds.All.Where(kind => kind.Reply() is not null && kind != MessageKind.Jw323)];

    [Theory, MemberData(nameof(Answered))]
    public void A_retour_copies_sender_receiver_and_identification_and_names_itself_apart(MessageKind kind)
    {
        var original = Original(kind);
        var retour = Checked(Answer.Retour(original, "RET1", Dated, []));
        Assert.Equal(kind.Reply(), retour.Kind);
        Assert.Equal(original.CommonHeader.Afzender, retour.Header.Afzender);
        Assert.Equal(original.CommonHeader.Ontvanger, retour.Header.Ontvanger);
        Assert.Equal(original.CommonHeader.BerichtIdentificatie, retour.Header.BerichtIdentificatie);
        Assert.Equal(("RET1", Dated), (retour.Header.IdentificatieRetour, retour.Header.DagtekeningRetour));
    }

    [Theory, MemberData(nameof(Answered)), Trait("rule", "OP065")]
    public void When_all_is_accepted_a_retour_is_a_header_without_codes(MessageKind kind)
    {
        var retour = Answer.Retour(Original(kind), "RET1", Dated, []);
        Assert.Null(retour.Header.RetourCodes);
        Assert.Null(Body(retour));
    }

    [Theory, MemberData(nameof(Answered)), Trait("rule", "OP286")]
    public void A_message_refused_as_a_whole_gets_a_header_with_the_code(MessageKind kind)
    {
        var retour = Checked(Answer.Retour(Original(kind), "RET1", Dated, [ClassRefusal.OfMessage("0001")]));
        Assert.Equal(["0001"], retour.Header.RetourCodes!);
        Assert.Null(Body(retour));
    }

    [Fact, Trait("rule", "TR056")]
    public void An_identification_seen_before_is_refused_in_the_header()
    {
        var retour = Answer.Retour(Example.Request(), "RET1", Dated, [ClassRefusal.OfMessage("9056")]);
        Assert.Equal(["9056"], retour.Header.RetourCodes!);
    }

    [Fact, Trait("rule", "TR347")]
    public void A_refused_product_has_its_codes_and_every_other_class_0200()
    {
        var refusal = new ClassRefusal("Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]", "9347");
        var retour = (Jw316)Checked(Answer.Retour(Example.Request(), "RET1", Dated, [refusal, refusal]));
        Assert.Equal(["0200"], retour.Header.RetourCodes!);
        Assert.Equal(["0200"], retour.Client!.RetourCodes!);
        Assert.Equal(["0200"], retour.Client.AangevraagdeProducten[0].RetourCodes!);
        Assert.Equal(["9347"], retour.Client.AangevraagdeProducten[1].RetourCodes!);
        Assert.Equal(
            Example.Request().Client.AangevraagdeProducten[1],
            retour.Client.AangevraagdeProducten[1] with { RetourCodes = null });
    }

    [Fact]
    public void A_refused_element_gives_its_code_to_the_class_it_is_in()
    {
        var retour = (Jw302)Checked(Answer.Retour(Example.Allocation(), "RET1", Dated,
        [
            new("Bericht/Client/Relaties/Relatie[1]/Contact/Adres/Postcode", "9019"),
            new("Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Product/Code", "S329"),
        ]));
        Assert.Equal(["9019"], retour.Client!.Relaties![0].Contact.RetourCodes!);
        Assert.Equal(["0200"], retour.Client.Relaties[0].RetourCodes!);
        Assert.Equal(["0200"], retour.Client.Contactgegevens[0].RetourCodes!);
        Assert.Equal(["S329"], retour.Client.ToegewezenProducten[0].RetourCodes!);
    }

    [Fact]
    public void A_request_for_change_and_an_answer_have_codes_in_every_class_too()
    {
        var change = (Jw318)Checked(Answer.Retour(
            Example.Change(), "RET1", Dated,
                [new("Bericht/Client/Verzoek", "9349"), new("Bericht/Client/Verzoek", "9374")]));
        Assert.Equal(["9349", "9374"], change.Client!.Verzoek.RetourCodes!);
        Assert.Equal(["0200"], change.Client.Verzoek.NieuweProducten![0].RetourCodes!);
        var answer = (Jw320)Checked(Answer.Retour(
            Example.Refusal(), "RET1", Dated, [new("Bericht/Antwoord/Woonplaatsbeginsel/Gemeente", "S300")]));
        Assert.Equal(["S300"], answer.Antwoord!.Woonplaatsbeginsel!.RetourCodes!);
        Assert.Equal(["0200"], answer.Antwoord.RetourCodes!);
    }

    [Theory]
    [InlineData("Bericht/Client/AangevraagdeProducten/AangevraagdProduct[3]")]
    [InlineData("Bericht/Antwoord")]
    [InlineData("")]
    public void A_refusal_of_what_is_not_there_is_a_mistake_of_the_caller(string path) =>
        Assert.Throws<ArgumentException>(
        () => Answer.Retour(Example.Request(), "RET1", Dated, [new(path, "9347")]));

    [Fact]
    public void A_declaration_and_an_answer_get_no_retour()
    {
        Assert.Throws<ArgumentException>(() => Answer.Retour(Example.Declaration(), "RET1", Dated, []));
        var retour = Answer.Retour(Example.Request(), "RET1", Dated, []);
        Assert.Throws<ArgumentException>(() => Answer.Retour(retour, "RET2", Dated, []));
    }

    [Fact]
    public void Findings_of_levels_2_and_4_become_refusals_and_those_of_form_do_not()
    {
        var broken = IjwRules.CheckWithin(Example.Refusal() with
        {
            Antwoord = Example.Refusal().Antwoord with { VerzoekAntwoord = "2" },
        });
        Assert.Equal(ClassRefusal.OfMessage("0001"), ClassRefusal.Of(broken[0]));
        var future = IjwRules.CheckExternal(Example.Refusal(), new(new(2026, 2, 4)));
        var retour = Answer.Retour(Example.Refusal(), "RET1", Dated, [ClassRefusal.Of(Assert.Single(future))]);
        Assert.Equal(["8848"], retour.Header.RetourCodes!);
        var form = IjwReader.Read(ReadOnlyMemory<byte>.Empty).Findings[0];
        Assert.Throws<ArgumentException>(() => ClassRefusal.Of(form));
    }

    [Fact, Trait("rule", "TR342")]
    public void A_declaration_granted_in_full_is_answered_with_8001_and_equal_totals()
    {
        var answer = Checked(Answer.Declaration(Example.Declaration(), "GM25", Dated, []));
        Assert.Equal((Example.Municipality, Example.Provider), (answer.Header.Afzender, answer.Header.Ontvanger));
        Assert.Equal(Example.Declaration().Header.BerichtIdentificatie, answer.Header.DeclaratieIdentificatie);
        Assert.Equal(["0200"], answer.Header.RetourCodes);
        var body = answer.DeclaratieAntwoord!;
        Assert.Equal(["8001"], body.RetourCodes);
        Assert.Equal(body.TotaalIngediendBedrag, body.TotaalToegekendBedrag);
        Assert.Null(body.Clienten);
    }

    [Fact, Trait("rule", "TR342")]
    public void A_declaration_refused_as_a_whole_grants_nothing_and_lists_no_lines()
    {
        var answer = Checked(Answer.Declaration(
            Example.Declaration(), "GM25", Dated,
                [ClassRefusal.OfDeclaration("9333"), ClassRefusal.OfLine(0, 0, "9338")]));
        var body = answer.DeclaratieAntwoord!;
        Assert.Equal(["9333"], body.RetourCodes);
        Assert.Equal(new() { TotaalBedrag = 0, DebetCredit = "D" }, body.TotaalToegekendBedrag);
        Assert.Null(body.Clienten);
    }

    [Fact, Trait("rule", "TR342")]
    public void Of_a_declaration_granted_in_part_only_the_refused_lines_are_listed()
    {
        var answer = Checked(Answer.Declaration(
            Example.Declaration(), "GM25", Dated,
                [ClassRefusal.OfLine(0, 1, "9340"), ClassRefusal.OfLine(0, 1, "9341")]));
        var body = answer.DeclaratieAntwoord!;
        Assert.Equal(["0200"], body.RetourCodes);
        Assert.Equal(52_000 - 13_000, body.TotaalToegekendBedrag.SignedCents());
        var client = Assert.Single(body.Clienten!);
        Assert.Equal(["0200"], client.RetourCodes!);
        var line = Assert.Single(client.Prestaties);
        Assert.Equal("PR2", line.ProductReferentie.ReferentieNummer);
        Assert.Equal(["9340", "9341"], line.RetourCodes!);
    }

    [Fact, Trait("rule", "TR342")]
    public void A_refused_credit_line_raises_what_is_granted()
    {
        var answer =
            Checked(Answer.Declaration(Example.Declaration(), "GM25", Dated, [ClassRefusal.OfLine(1, 0, "8017")]));
        Assert.Equal(52_000 + 26_000, answer.DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents());
    }

    [Fact]
    public void What_is_granted_may_be_negative_and_is_then_a_credit()
    {
        var answer = Checked(Answer.Declaration(
            Example.Declaration(), "GM25", Dated,
                [ClassRefusal.OfLine(0, 0, "9338"), ClassRefusal.OfLine(0, 1, "9338")]));
        Assert.Equal(
            new() { TotaalBedrag = 26_000, DebetCredit = "C" }, answer.DeclaratieAntwoord!.TotaalToegekendBedrag);
    }

    [Fact, Trait("rule", "CS325")]
    public void When_every_line_is_refused_nothing_is_granted_and_nothing_is_a_debit()
    {
        var answer = Checked(Answer.Declaration(
            Example.Declaration(), "GM25", Dated,
                [ClassRefusal.OfClient(0, "8187"), ClassRefusal.OfClient(1, "8187")]));
        var body = answer.DeclaratieAntwoord!;
        Assert.Equal(new() { TotaalBedrag = 0, DebetCredit = "D" }, body.TotaalToegekendBedrag);
        Assert.Equal(["8187"], body.Clienten![0].RetourCodes!);
        Assert.Equal(["0233"], body.Clienten[0].Prestaties[0].RetourCodes!);
    }

    [Fact]
    public void A_declaration_message_refused_as_a_whole_is_answered_with_a_header_only()
    {
        var answer =
            Checked(Answer.Declaration(Example.Declaration(), "GM25", Dated, [ClassRefusal.OfMessage("0001")]));
        Assert.Equal(["0001"], answer.Header.RetourCodes);
        Assert.Null(answer.DeclaratieAntwoord);
    }

    [Fact]
    public void A_refusal_of_a_line_that_is_not_there_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentException>(
            () => Answer.Declaration(Example.Declaration(), "GM25", Dated, [ClassRefusal.OfLine(0, 2, "9338")]));
        Assert.Throws<ArgumentException>(
            () => Answer.Declaration(Example.Declaration(), "GM25", Dated, [ClassRefusal.OfClient(2, "9338")]));
        Assert.Throws<ArgumentException>(
            () => Answer.Declaration(Example.Declaration(), "GM25", Dated, [new("Bericht/Client", "9338")]));
    }

    private static IjwMessage Original(MessageKind kind) => kind switch
    {
        MessageKind.Jw301 => Example.Allocation(),
        MessageKind.Jw305 => Example.Start(),
        MessageKind.Jw307 => Example.Stop(),
        MessageKind.Jw315 => Example.Request(),
        MessageKind.Jw317 => Example.Change(),
        MessageKind.Jw319 => Example.Refusal(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static object? Body(RetourMessage retour) => retour switch
    {
        Jw302 message => message.Client,
        Jw306 message => message.Client,
        Jw308 message => message.Client,
        Jw316 message => message.Client,
        Jw318 message => message.Client,
        Jw320 message => message.Antwoord,
        _ => throw new ArgumentOutOfRangeException(nameof(retour)),
    };

    /// <summary>The answer, after it was written, read back and found to break no rule.</summary>
    private static T Checked<T>(T answer)
        where T : IjwMessage
    {
        var reading = IjwReader.Read(IjwWriter.Write(answer));
        Assert.Equal(Verdict.Accepted, reading.Verdict);
        Assert.Equal(answer, reading.Message);
        return answer;
    }
}
