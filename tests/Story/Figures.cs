using System.Text.Json.Nodes;

namespace Jeugdregio.Story;

/// <summary>What the ledger holds.</summary>
internal sealed record LedgerCents(long Accepted, long Paid);

/// <summary>What Monitoring shows.</summary>
internal sealed record KpiFigures(long Inflow, long Outflow, long InCare, long AllocatedCents, long AcceptedCents, long PaidCents);

/// <summary>The figures of the story's provider, municipality and first month of care, as analyst and municipality see them.</summary>
internal static class Figures
{
    internal static async Task<LedgerCents> Ledger(StoryTeller story, Care care, int months = 1)
    {
        var (accepted, paid) = (0L, 0L);
        for (var m = 0; m < months; m++)
        {
            var month = care.Period.Start.AddMonths(m).ToString("yyyy-MM", null);
            var page = Expect.Status(200, await story.Platform.Get(
                care.MunicipalityClient, $"/billing/v1/ledger/balances?provider={care.Child.Provider}&month={month}")).Json;
            accepted += Sum(page, "acceptedCents");
            paid += Sum(page, "paidCents");
        }
        return new(accepted, paid);
    }

    internal static async Task<KpiFigures> Kpis(StoryTeller story, Care care, int months = 1)
    {
        var month = care.Period.Start.ToString("yyyy-MM", null);
        var until = care.Period.Start.AddMonths(months - 1).ToString("yyyy-MM", null);
        var page = Expect.Status(200, await story.Platform.Quietly(
            "rno-analist",
            $"/monitoring/v1/kpis?from={month}&until={until}&municipality={care.Child.Municipality}&provider={care.Child.Provider}&groupBy=month")).Json;
        return new(
            Sum(page, "inflow"), Sum(page, "outflow"), Sum(page, "clientsInCare"), Sum(page, "allocatedCents"), Sum(page, "acceptedCents"),
            Sum(page, "paidCents"));
    }

    /// <summary>Events take a moment to arrive.</summary>
    internal static async Task Until(StoryTeller story, Care care, Func<KpiFigures, bool> holds, string what)
    {
        KpiFigures? last = null;
        try
        {
            await Platform.Until(async () => holds(last = await Kpis(story, care)), what, seconds: 30);
        }
        catch (StoryException)
        {
            throw new StoryException($"Does not hold: {what}; the KPIs are {last}.");
        }
        story.Say($"{last}");
    }

    private static long Sum(JsonNode page, string name) =>
        (page["items"] ?? page["rows"])!.AsArray().Sum(i => i![name]?.GetValue<long>() ?? throw new StoryException($"The figures have no {name}."));
}
