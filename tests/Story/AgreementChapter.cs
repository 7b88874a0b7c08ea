using System.Text.Json.Nodes;

namespace Jeugdregio.Story;

/// <summary>From the award follow framework agreements; both sides sign, and they hold from their start date.</summary>
internal sealed class AgreementChapter(StoryTeller story)
{
    internal async Task Tell(Awarded awarded)
    {
        var platform = story.Platform;
        foreach (var segment in (string[])["B", "V"])
        {
            var agreement = await story.Step($"The award of segment {segment} arrives at contracting as a draft agreement", async () =>
            {
                JsonNode? found = null;
                await Platform.Until(async () =>
                {
                    found = await Draft(awarded, segment);
                    return found is not null;
                }, "The award did not arrive.");
                story.Say($"agreement {found!["id"]} from {found["startDate"]} until {found["endDate"]}");
                Expect.Equal(awarded.Start.ToString("yyyy-MM-dd", null), found["startDate"]!.GetValue<string>(), "the start date");
                Expect.Equal(awarded.Start.AddYears(2).AddDays(-1).ToString("yyyy-MM-dd", null), found["endDate"]!.GetValue<string>(), "the end date (C01)");
                return found["id"]!.GetValue<string>();
            });
            await story.Step("Another provider cannot sign it, nor see it", async () =>
                Expect.Status(404, await platform.Post($"aanbieder-{TenderChapter.Loser}", $"/contracting/v1/agreements/{agreement}/signatures")));
            await story.Step("The provider signs", async () =>
                Expect.Status(200, await platform.Post($"aanbieder-{awarded.Provider}", $"/contracting/v1/agreements/{agreement}/signatures")));
            await story.Step("The region signs: the agreement is complete", async () =>
            {
                var signed = Expect.Status(200, await platform.Post("rno-contractmanager", $"/contracting/v1/agreements/{agreement}/signatures")).Json;
                Expect.Equal("signed", signed["status"]!.GetValue<string>(), "the status");
            });
        }
    }

    private async Task<JsonNode?> Draft(Awarded awarded, string segment)
    {
        string? cursor = null;
        do
        {
            var page = (await story.Platform.Quietly(
                "rno-contractmanager",
                $"/contracting/v1/agreements?provider={awarded.Provider}&segment={segment}&limit=200{(cursor is null ? "" : $"&cursor={cursor}")}")).Json;
            if (page["items"]!.AsArray().FirstOrDefault(a => a!["status"]!.GetValue<string>() == "draft"
                    && a["startDate"]!.GetValue<string>() == awarded.Start.ToString("yyyy-MM-dd", null)) is { } found) return found;
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return null;
    }
}
