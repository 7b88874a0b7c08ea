using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Jeugdregio.Story;

/// <summary>Tells the chapters step by step and shows what was sent and what came back, shortened.</summary>
public sealed partial class StoryTeller(Platform platform, TextWriter output)
{
    private int _steps;

    internal Platform Platform => platform;

    /// <summary>True when every step went as it should.</summary>
    public async Task<bool> Tell()
    {
        platform.Heard = Show;
        var watch = Stopwatch.StartNew();
        try
        {
            var awarded = await new TenderChapter(this).Tell();
            await new AgreementChapter(this).Tell(awarded);
            var care = await new AllocationChapter(this).Tell(awarded);
            await new CareChapter(this).Start(care);
            await new DeclarationChapter(this).Tell(care);
            await new CareChapter(this).Stop(care);
            await new IndividualAgreementChapter(this).Tell();
            await new SamplesChapter(this).Tell();
        }
        catch (Exception e) when (e is StoryException or HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            await output.WriteLineAsync($"story: failed at step {_steps}: {e.Message}");
            return false;
        }
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"story: ok ({_steps} steps, {watch.Elapsed.TotalSeconds:0.0} s)"));
        return true;
    }

    internal async Task<T> Step<T>(string what, Func<Task<T>> act)
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{++_steps,3}. {what}"));
        return await act();
    }

    internal Task Step(string what, Func<Task> act) => Step(what, async () =>
    {
        await act();
        return true;
    });

    internal void Say(string what) => output.WriteLine($"       {what}");

    /// <summary>Business time, which the story moves.</summary>
    internal async Task<DateTimeOffset> Now()
    {
        var clock = Expect.Status(200, await platform.Quietly("operations", "/clock")).Json;
        return Instants(clock).Max();
    }

    internal async Task<DateOnly> Today() => Values.DutchCalendar.DateIn(await Now());

    internal async Task MoveClock(DateTimeOffset to) =>
        Expect.Status(200, await platform.Post("operations", "/clock", new { to }));

    private static IEnumerable<DateTimeOffset> Instants(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Value is null ? [] : Instants(p.Value)),
        JsonArray a => a.SelectMany(v => v is null ? [] : Instants(v)),
        JsonValue v when v.TryGetValue<string>(out var text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => [at],
        _ => [],
    };

    private void Show(string sent, Reply reply)
    {
        output.WriteLine($"       > {sent}");
        var body = Spaces().Replace(Digits().Replace(reply.Body, "*********"), " ").Trim();
        output.WriteLine($"       < {reply.Status} {(body.Length > 150 ? body[..150] + "…" : body)}");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // a message that is shown may hold the child's number
    [GeneratedRegex(@"9999\d{5}")]
    private static partial Regex Digits();
}
