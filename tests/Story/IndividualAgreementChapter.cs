using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Story;

/// <summary>
/// A child for whom no contracted provider will do: an agreement for this child only is proposed, agreed with,
/// allocated on and paid by, and ends with the care.
/// </summary>
internal sealed class IndividualAgreementChapter(StoryTeller story)
{
    private const long TariffCents = 81_250;
    private const string Team = $"gemeente-{AllocationChapter.Purmerend}";

    internal async Task Tell()
    {
        var platform = story.Platform;
        var today = await story.Today();
        var month = Period.MonthOf(today.AddMonths(-1));
        var care = new Care(
            new(TenderChapter.Loser, AllocationChapter.Purmerend, today),
            new(month.Start, month.Start.AddMonths(6).AddDays(-1)), []);
        var (access, before) = (new AllocationChapter(story), await Figures.Kpis(story, care));
        var request = await story.Step("A provider without a contract asks for care, and gets no allocation", async () =>
        {
            var (verdict, _, _) = await platform.Exchange(
                care.Client, MessageKind.Jw315, IjwWriter.Write(care.Child.RequestAmbulant(today, care.Period)));
            Expect.Equal("accepted", verdict, "the verdict");
            var found = await access.Find(care.Child.Reference("B"));
            Expect.That(!(await access.Honour(found)).IsSuccess, "there is no contract to honour it on");
            return found;
        });
        var agreement = await Agree(care, request);
        var number = await story.Step("Now the access team honours the request", async () =>
            Expect.Status(200, await access.Honour(request)).Json["allocationNumber"]!.GetValue<long>());
        await Figures.Until(story, care, k => k.AllocatedCents > before.AllocatedCents, "the allocation is told");
        await Declare(care, month, number);
        await story.Step("The care ends, and the agreement with it", async () =>
        {
            Expect.Status(200, await platform.Post(
                Team, $"/referrals/v1/allocations/{AllocationChapter.Purmerend}/{number}/changes",
                new { change = "end", endDate = month.End, reason = "05", providerAgreed = true }));
            await Platform.Until(async () => (await platform.Quietly(Team, agreement)).Json["lastDay"]!
                .GetValue<string>() == month.End!.Value.ToString("yyyy-MM-dd", null), "The agreement did not end.");
            Expect.Equal(
                "ended", (await platform.Get(Team, agreement)).Json["status"]!.GetValue<string>(), "the status");
        });
    }

    /// <summary>Gives the path of the agreement.</summary>
    private async Task<string> Agree(Care care, string request)
    {
        var platform = story.Platform;
        var agreement = await story.Step("The access team proposes an agreement for this child only (C32)", async () =>
            Expect.Status(202, await platform.Post(
                Team, $"/referrals/v1/allocation-requests/{request}/individual-agreements", new
                {
                    segment = "B",
                    unit = Eenheden.StuksInspanning,
                    tariffCents = TariffCents,
                    validFrom = care.Period.Start,
                    validUntil = care.Period.End,
                    description = "Family therapy in sign language, a month at a time.",
                    reason = "No contracted provider speaks it.",
                })).Json["agreement"]!.GetValue<string>());
        await story.Step("The contract manager reads it, without who the child is, and agrees", async () =>
        {
            await Platform.Until(
                async () => (await platform.Quietly("rno-contractmanager", agreement)).IsSuccess,
                "The proposal did not reach contracting.");
            Expect.Status(200, await platform.Get("rno-contractmanager", agreement));
            var decision = new { agreed = true, reason = "Nobody else can." };
            Expect.Status(403, await platform.Post(Team, $"{agreement}/decisions", decision));
            Expect.Status(404, await platform.Get("gemeente-0479", agreement));
            var decided = await platform.Post("rno-contractmanager", $"{agreement}/decisions", decision);
            Expect.Equal("agreed", Expect.Status(200, decided).Json["status"]!.GetValue<string>(), "the status");
        });
        return agreement;
    }

    private Task Declare(Care care, Period month, long number) =>
        story.Step("A month is declared at the tariff of the agreement, and accepted (B11)", async () =>
        {
            var message = care.Child.Declare(
                await story.Today(), month, "I",
                care.Child.Line(
                    "IBO", number, "45A48", Eenheden.StuksInspanning, month, 1, TariffCents));
            var (verdict, _, reply) = await story.Platform.Exchange(
                care.Client, MessageKind.Jw323, IjwWriter.Write(message));
            Expect.Equal("accepted", verdict, "the verdict");
            Expect.Equal(
                TariffCents, ((Jw325)reply!).DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents(), "granted cents");
        });
}
