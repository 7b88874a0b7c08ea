using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Allocations;
using static Jeugdregio.Referrals.Tests.Samples;

namespace Jeugdregio.Referrals.Tests.Allocations;

public sealed class AllocationMessageTests
{
    [Fact, Trait("rule", "TR061")]
    public void It_is_right_by_the_rules_of_the_standard() => Assert.Empty(IjwRules.CheckWithin(Message(new(Granted.Number, "VOT-1"))));

    [Fact, Trait("rule", "TR061")]
    public void It_is_read_back_as_it_was_written()
    {
        var message = Message();
        Assert.Equal(message, IjwReader.Read(IjwWriter.Write(message), MessageKind.Jw301).Message);
    }

    [Fact, Trait("rule", "TR379")]
    public void Only_the_honoured_allocation_carries_the_providers_reference() =>
        Assert.Equal(["VOT-1", null], Message(new(Granted.Number, "VOT-1")).Client.ToegewezenProducten.Select(p => p.ReferentieAanbieder));

    [Fact, Trait("rule", "TR379")]
    public void A_change_carries_no_reference() =>
        Assert.All(Message().Client.ToegewezenProducten, p => Assert.Null(p.ReferentieAanbieder));

    [Fact, Trait("rule", "IV013")]
    public void The_moment_is_that_of_the_decision_in_the_netherlands()
    {
        var late = Granted with { DecidedAt = new(2026, 6, 30, 22, 30, 15, 999, TimeSpan.Zero) };
        var product = AllocationMessage.Write("R1", new(2026, 7, 1), Client, Address, [late], null).Client.ToegewezenProducten[0];
        Assert.Equal((new DateOnly(2026, 7, 1), new TimeOnly(0, 30, 15)), (product.Toewijzingsdatum, product.Toewijzingstijd));
    }

    [Theory, Trait("rule", "OP087")]
    [InlineData("2026-01-05", null, 1, 1, true)] // valid on the day
    [InlineData("2026-01-04", null, 1, 1, false)] // ended, told
    [InlineData("2026-01-04", "05", 2, 1, true)] // ended, changed since
    [InlineData("2026-02-01", "13", 2, 2, false)] // deleted, told
    [InlineData("2026-02-01", "13", 2, 1, true)] // deleted since
    [InlineData(null, null, 1, 1, true)] // open
    public void It_holds_what_is_valid_or_changed(string? end, string? reason, int version, int sent, bool belongs) =>
        Assert.Equal(belongs, (Granted with
        {
            StartDate = new(2025, 12, 1),
            EndDate = end is null ? null : DateOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture),
            ReasonForChange = reason,
            Version = version,
            SentVersion = sent,
        }).BelongsInMessage(Today));

    [Fact, Trait("rule", "OP065")]
    public void An_answer_of_a_header_alone_confirms()
    {
        var answer = (Jw302)Answer.Retour(Message(), "A1", Today, []);
        var said = ConfirmAllocations.Decide(answer);
        Assert.Equal("confirmed", said.Status);
        Assert.Empty(said.Codes);
    }

    [Fact, Trait("rule", "OP065")]
    public void An_answer_with_a_code_of_any_class_refuses()
    {
        var answer = (Jw302)Answer.Retour(
            Message(), "A1", Today, [new("Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]", "9332")]);
        var said = ConfirmAllocations.Decide(answer);
        Assert.Equal("refused", said.Status);
        Assert.Equal(["9332"], said.Codes);
    }

    [Fact, Trait("rule", "TR056")]
    public void An_answer_with_a_code_of_the_message_refuses() =>
        Assert.Equal(
            ["9056"], ConfirmAllocations.Decide((Jw302)Answer.Retour(Message(), "A1", Today, [ClassRefusal.OfMessage("9056")])).Codes);
}
