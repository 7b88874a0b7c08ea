using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Story;

/// <summary>Care starts and stops; the messages about it are answered, and the figures follow.</summary>
internal sealed class CareChapter(StoryTeller story)
{
    internal async Task Start(Care care)
    {
        var before = await Figures.Kpis(story, care);
        await story.Step("The clock moves to the first day of care", () => story.MoveClock(Noon(care.Period.Start)));
        await story.Step("The provider reports the start with a JW305; the JW306 has no remarks", async () =>
        {
            var message = IjwWriter.Write(care.Child.Start(await story.Today(), care.Allocated));
            var (_, _, reply) = await story.Platform.Exchange(care.Client, MessageKind.Jw305, message);
            Expect.That(reply is Jw306 { Header.RetourCodes: null, Client: null }, "the JW306 is a header without codes");
        });
        await story.Step("Inflow and clients in care go up", () =>
            Figures.Until(story, care, k => k.Inflow > before.Inflow && k.InCare > before.InCare, "inflow and clients in care go up"));
    }

    internal async Task Stop(Care care)
    {
        var before = await Figures.Kpis(story, care);
        await story.Step("The provider reports the end with a JW307; the JW308 has no remarks", async () =>
        {
            var today = await story.Today();
            var message = IjwWriter.Write(care.Child.Stop(today, care.Allocated, care.Period.Start.AddMonths(1).AddDays(-1)));
            var (_, _, reply) = await story.Platform.Exchange(care.Client, MessageKind.Jw307, message);
            Expect.That(reply is Jw308 { Header.RetourCodes: null, Client: null }, "the JW308 is a header without codes");
        });
        await story.Step("Outflow is counted", () => Figures.Until(story, care, k => k.Outflow > before.Outflow, "outflow goes up"));
    }

    internal static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new(12, 0)), TimeSpan.Zero);
}
