using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Story;

/// <summary>A month of care is declared, with good and bad lines; every line gets its own answer, and every cent its place.</summary>
internal sealed class DeclarationChapter(StoryTeller story)
{
    private const int DaysDelivered = 28;

    internal async Task Tell(Care care)
    {
        var month = Period.MonthOf(care.Period.Start);
        await story.Step("The clock moves to the fifth of the next month", () =>
            story.MoveClock(CareChapter.Noon(care.Period.Start.AddMonths(1).AddDays(4))));
        var kpis = await Figures.Kpis(story, care);
        var ledger = await Figures.Ledger(story, care);
        await First(care, month);
        await Second(care, month);
        const long accepted = TenderChapter.MonthTariffCents + DaysDelivered * TenderChapter.DayTariffCents;
        await story.Step($"The ledger grew by exactly {accepted} cents, all of it still to be paid", async () =>
        {
            var now = await Figures.Ledger(story, care);
            Expect.Equal(ledger.Accepted + accepted, now.Accepted, "accepted cents in the ledger");
            Expect.Equal(ledger.Paid, now.Paid, "paid cents in the ledger");
        });
        await story.Step("The KPIs show the same accepted cents", () =>
            Figures.Until(story, care, k => k.AcceptedCents == kpis.AcceptedCents + accepted, "accepted cents match"));
        await new PaymentChapter(story).Tell(care);
        await story.Step("The ledger and the KPIs show the same paid cents, and nothing is open", async () =>
        {
            var now = await Figures.Ledger(story, care);
            Expect.Equal((ledger.Accepted + accepted, ledger.Accepted + accepted), (now.Accepted, now.Paid), "accepted and paid cents");
            await Figures.Until(story, care, k => k.PaidCents == now.Paid, "paid cents match");
        });
    }

    private Task First(Care care, Period month) =>
        story.Step("A JW323 with a good line, a wrong tariff (0611) and an unknown allocation (9338) is answered line by line", async () =>
        {
            var (month1, stay) = (care.Of("45A48").ToewijzingNummer, care.Of("44A08").ToewijzingNummer);
            var message = care.Child.Declare(
                await story.Today(), month, "A",
                care.Child.Line("GOOD", month1, "45A48", Eenheden.StuksInspanning, month, 1, TenderChapter.MonthTariffCents),
                care.Child.Line("TARIFF", stay, "44A08", Eenheden.Etmaal, month, DaysDelivered, TenderChapter.DayTariffCents + 1),
                care.Child.Line("UNKNOWN", 999_999_999, "44A08", Eenheden.Etmaal, month, 1, TenderChapter.DayTariffCents));
            var answer = await Judge(care, message, "partly");
            Expect.Equal(TenderChapter.MonthTariffCents, answer.DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents(), "granted cents");
            Expect.Same(["0611"], Codes(answer, care.Child.Reference("TARIFF")), "the codes of the wrong tariff");
            Expect.Same(["9338"], Codes(answer, care.Child.Reference("UNKNOWN")), "the codes of the unknown allocation");
            Expect.That(Line(answer, care.Child.Reference("GOOD")) is null, "the good line is not in the answer");
        });

    private Task Second(Care care, Period month) =>
        story.Step("A second JW323 corrects the tariff and declares the first line once more (9389)", async () =>
        {
            var (month1, stay) = (care.Of("45A48").ToewijzingNummer, care.Of("44A08").ToewijzingNummer);
            var message = care.Child.Declare(
                await story.Today(), month, "B",
                care.Child.Line("RIGHT", stay, "44A08", Eenheden.Etmaal, month, DaysDelivered, TenderChapter.DayTariffCents),
                care.Child.Line("DOUBLE", month1, "45A48", Eenheden.StuksInspanning, month, 1, TenderChapter.MonthTariffCents));
            var answer = await Judge(care, message, "partly");
            Expect.Same(["9389"], Codes(answer, care.Child.Reference("DOUBLE")), "the codes of the line declared twice");
            Expect.Equal(
                DaysDelivered * TenderChapter.DayTariffCents, answer.DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents(), "granted cents");
        });

    private async Task<Jw325> Judge(Care care, Jw323 message, string expected)
    {
        var (verdict, _, reply) = await story.Platform.Exchange(care.Client, MessageKind.Jw323, IjwWriter.Write(message));
        Expect.Equal(expected, verdict, "the verdict");
        var answer = (Jw325)reply!;
        foreach (var line in Lines(answer))
            story.Say($"line {line.ProductReferentie.ReferentieNummer}: {string.Join(" ", line.RetourCodes ?? [])}");
        return answer;
    }

    internal static IEnumerable<Prestatie> Lines(Jw325 answer) =>
        answer.DeclaratieAntwoord?.Clienten?.SelectMany(c => c.Prestaties) ?? [];

    private static Prestatie? Line(Jw325 answer, string reference) =>
        Lines(answer).FirstOrDefault(p => p.ProductReferentie.ReferentieNummer == reference);

    private static IReadOnlyList<string> Codes(Jw325 answer, string reference) =>
        Line(answer, reference)?.RetourCodes ?? throw new StoryException($"Line {reference} is not in the answer.");
}
