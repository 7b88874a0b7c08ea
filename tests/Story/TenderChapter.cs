using System.Text.Json.Nodes;

namespace Jeugdregio.Story;

/// <summary>What the tender gave: who may deliver from when.</summary>
internal sealed record Awarded(string Provider, DateOnly Start);

/// <summary>A tender with two lots, a question, two bids of which one has no certificate, the award after the standstill.</summary>
internal sealed class TenderChapter(StoryTeller story)
{
    internal const string Winner = "01000001";
    internal const string Loser = "01000002";
    internal const long MonthTariffCents = 65_000;
    internal const long DayTariffCents = 16_359;
    private static readonly string[] Municipalities = ["0385", "0415", "0431", "0439", "0479", "0852", "0880"];

    internal async Task<Awarded> Tell()
    {
        var platform = story.Platform;
        var now = await story.Now();
        var today = Values.DutchCalendar.DateIn(now);
        var start = FirstOfMonthAfter(today.AddDays(25));
        var tender = await story.Step("The buyer drafts a tender for segments B and V", async () =>
            Expect.Status(201, await platform.Post("rno-inkoper", "/tendering/v1/tenders", new
            {
                title = $"Youth care from {start:yyyy-MM-dd}",
                procedureKind = "sas-simplified",
                contractModel = "2+1+1+1",
                municipalities = Municipalities,
                startDate = start,
                closingAt = now.AddDays(1),
                criteria = new object[]
                {
                    new { name = "Quality", weightPercent = 60, isPrice = false }, new { name = "Price", weightPercent = 40, isPrice = true },
                },
                lots = new object[]
                {
                    new { segment = "B", products = new object[] { new { code = "45A48", unit = "84", fixedTariffCents = MonthTariffCents } } },
                    new { segment = "V", products = new object[] { new { code = "44A08", unit = "14" } } },
                },
            })).Json);
        var id = tender["id"]!.GetValue<string>();
        await story.Step("Nobody but the buyer can read it before it is published", async () =>
            Expect.Status(404, await platform.Get($"aanbieder-{Winner}", $"/tendering/v1/tenders/{id}")));
        await story.Step("The tender is published", async () =>
            Expect.Status(200, await platform.Post("rno-inkoper", $"/tendering/v1/tenders/{id}/publications")));
        await Question(id);
        var bids = new List<(string Lot, string Bid)>();
        foreach (var lot in tender["lots"]!.AsArray())
            bids.Add((lot!["id"]!.GetValue<string>(), await Bids(lot, start)));
        await Award(id, bids, now);
        return new(Winner, start);
    }

    private async Task Question(string tender)
    {
        var platform = story.Platform;
        var question = await story.Step("A provider asks a question", async () =>
            Expect.Status(201, await platform.Post(
                $"aanbieder-{Loser}", $"/tendering/v1/tenders/{tender}/questions", new { text = "May a bid name several locations?" })).Json);
        await story.Step("The answer goes to everybody at the same moment, and not who asked", async () =>
        {
            Expect.Status(200, await platform.Post(
                "rno-inkoper", $"/tendering/v1/questions/{question["id"]}/answers", new { answer = "Yes." }));
            var seen = Expect.Status(200, await platform.Get($"aanbieder-{Winner}", $"/tendering/v1/tenders/{tender}/questions"));
            Expect.That(seen.Body.Contains("Yes.", StringComparison.Ordinal), "the answer is readable for another provider");
            Expect.That(!seen.Body.Contains(Loser, StringComparison.Ordinal), "who asked is not told");
        });
    }

    private async Task<string> Bids(JsonNode lot, DateOnly start)
    {
        var platform = story.Platform;
        var (id, segment) = (lot["id"]!.GetValue<string>(), lot["segment"]!.GetValue<string>());
        object product = segment == "B"
            ? new { code = "45A48", planOfApproach = "How we work with the family, its network and the school." }
            : new { code = "44A08", tariffCents = DayTariffCents, planOfApproach = "A family home, near school." };
        await story.Step($"A bid for segment {segment} without a certificate is refused by the name of the criterion (T07)", async () =>
        {
            var problem = Expect.Refused(422, "certificate-missing", await platform.Post(
                $"aanbieder-{Loser}", $"/tendering/v1/lots/{id}/bids",
                new { endorsesVision = true, acceptsQualityFramework = true, serviceLocations = new[] { "0439" }, products = new[] { product } }));
            Expect.Equal("T07", problem["rule"]!.GetValue<string>(), "the rule");
        });
        var bid = await story.Step($"A complete bid for segment {segment} is taken in under seal", async () =>
            Expect.Status(201, await platform.Post($"aanbieder-{Winner}", $"/tendering/v1/lots/{id}/bids", new
            {
                endorsesVision = true,
                acceptsQualityFramework = true,
                serviceLocations = new[] { "0439" },
                certificate = new { kind = "HKZ", number = "HKZ-2026-0001", validFrom = start.AddYears(-1), validUntil = start.AddYears(2) },
                products = new[] { product },
            })).Json);
        var bidId = bid["id"]!.GetValue<string>();
        await story.Step("Another provider cannot see that there is a bid", async () =>
            Expect.Status(404, await platform.Get($"aanbieder-{Loser}", $"/tendering/v1/bids/{bidId}")));
        return bidId;
    }

    private async Task Award(string tender, List<(string Lot, string Bid)> bids, DateTimeOffset now)
    {
        var platform = story.Platform;
        await story.Step("Closing before the closing date is refused", async () =>
            Expect.Refused(422, "closing-not-reached", await platform.Post("rno-inkoper", $"/tendering/v1/tenders/{tender}/closures")));
        await story.Step("The clock moves past the closing date", () => story.MoveClock(now.AddDays(1).AddMinutes(1)));
        await story.Step("The tender is closed", async () =>
            Expect.Status(200, await platform.Post("rno-inkoper", $"/tendering/v1/tenders/{tender}/closures")));
        foreach (var (lot, bid) in bids)
        {
            await story.Step("The bid is scored and the award announced: the standstill begins (T24)", async () =>
            {
                Expect.Status(200, await platform.Post("rno-inkoper", $"/tendering/v1/bids/{bid}/scores", new
                {
                    scores = new object[] { new { criterion = "Quality", points = 80 }, new { criterion = "Price", points = 70 } },
                }));
                Expect.Status(201, await platform.Post("rno-inkoper", $"/tendering/v1/lots/{lot}/award-decisions", new
                {
                    decisions = new object[] { new { bidId = bid, awarded = true, reason = "Best on quality." } },
                }));
            });
            await story.Step("Awarding during the standstill is refused", async () =>
                Expect.Refused(422, "standstill-running", await platform.Post("rno-inkoper", $"/tendering/v1/lots/{lot}/awards")));
        }
        await story.Step("The clock moves past the standstill of 20 days", () => story.MoveClock(now.AddDays(22).AddMinutes(2)));
        foreach (var (lot, _) in bids)
            await story.Step("The lot is awarded", async () =>
                Expect.Status(200, await platform.Post("rno-inkoper", $"/tendering/v1/lots/{lot}/awards")));
    }

    private static DateOnly FirstOfMonthAfter(DateOnly day) => new DateOnly(day.Year, day.Month, 1).AddMonths(1);
}
