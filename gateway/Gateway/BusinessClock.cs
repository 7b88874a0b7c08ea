using System.Globalization;
using System.Text.Json.Serialization;

namespace Jeugdregio.Gateway;

/// <summary>
/// Moves the business time of all services at once, on a developer's machine: a story that takes months is told in
/// minutes. Each service keeps its own time (GET and POST <c>/v1/clock</c>); here they are only kept together. Token
/// lifetimes and rate limits go by the real clock.
/// </summary>
internal sealed class BusinessClock(ServiceCalls calls) : IDisposable
{
    internal const string Policy = "operations";

    private const string Path = "/v1/clock";
    private const int MostDays = 3660;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1);
    private DateTimeOffset? _lastTarget;

    public void Dispose() => _one.Dispose();

    internal static void Map(WebApplication app)
    {
        app.MapGet("/clock", (HttpContext context, BusinessClock clock) => clock.Show(context))
            .RequireAuthorization(Policy);
        app.MapPost("/clock", (HttpContext context, BusinessClock clock) => clock.Move(context))
            .RequireAuthorization(Policy);
    }

    /// <summary>Where all clocks should go, or the problem with what was asked.</summary>
    /// <param name="body">What was asked.</param>
    /// <param name="latest">The latest business time of any service.</param>
    /// <param name="lastTarget">
    /// The target of the move before. It may be asked again, though services that got there have run on since: after a
    /// move that only some services made, that is how the others are brought along.
    /// </param>
    internal static (DateTimeOffset Target, (int Status, string Code, string Detail)? Problem) Decide(
        MoveClock body, DateTimeOffset latest, DateTimeOffset? lastTarget)
    {
        switch (body)
        {
            case { Days: { } days, To: null } when days is > 0 and <= MostDays:
                return (latest.AddDays(days), null);
            case { Days: not null, To: null }:
                return (default, (400, "days-out-of-range", $"The field days must be from 1 to {MostDays}."));
            case { Days: null, To: { } text }:
                if (!HasZone(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var to))
                    return (default, (400, "to-not-an-instant",
                        "The field to must be a moment with its zone: 2026-12-14T09:00:00Z."));
                to = to.ToUniversalTime();
                return to < latest && to != lastTarget
                    ? (default, (409, "clock-goes-back",
                        $"The business time is {Text(latest)} already and never goes back."))
                    : (to, null);
            default:
                return (default, (400, "days-or-to", "The body must hold one of the fields days and to."));
        }
    }

    private async Task Show(HttpContext context)
    {
        var times = await Times(context);
        var silent = times.Where(pair => pair.Now is null).Select(pair => pair.Service).ToList();
        if (silent.Count > 0)
        {
            await Problem.Write(context, 502, "clock-unknown", $"No business time from: {string.Join(", ", silent)}.",
                new Dictionary<string, object> { ["services"] = Shown(times) });
            return;
        }

        var latest = times.Max(pair => pair.Now!.Value);
        await Results.Ok(new { now = Text(latest), services = Shown(times) }).ExecuteAsync(context);
    }

    private async Task Move(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await Problem.Write(context, 415, "not-json", "The body must be application/json.");
            return;
        }

        MoveClock? body;
        try
        {
            body = await context.Request.ReadFromJsonAsync<MoveClock>(context.RequestAborted);
        }
        catch (System.Text.Json.JsonException)
        {
            body = null;
        }

        // one after the other: two moves at once would each start from the same time
        await _one.WaitAsync(context.RequestAborted);
        try
        {
            await MoveAll(context, body ?? new MoveClock(null, null));
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task MoveAll(HttpContext context, MoveClock body)
    {
        var times = await Times(context);
        var silent = times.Where(pair => pair.Now is null).Select(pair => pair.Service).ToList();
        if (silent.Count > 0)
        {
            await Problem.Write(context, 502, "clock-unknown",
                $"No clock was moved, for lack of an answer from: {string.Join(", ", silent)}.",
                new Dictionary<string, object> { ["moved"] = Array.Empty<string>(), ["notMoved"] = Routes.Services });
            return;
        }

        var (target, problem) = Decide(body, times.Max(pair => pair.Now!.Value), _lastTarget);
        if (problem is var (status, code, detail))
        {
            await Problem.Write(context, status, code, detail);
            return;
        }

        _lastTarget = target;
        // a service that is there already has nothing to do, which makes repeating the same target harmless
        var moves = await Task.WhenAll(times.Select(async pair =>
            (pair.Service, Done: pair.Now >= target || await MoveOne(context, pair.Service, target))));
        var left = moves.Where(move => !move.Done).Select(move => move.Service).ToList();
        if (left.Count == 0)
        {
            await Results.Ok(new { now = Text(target) }).ExecuteAsync(context);
            return;
        }

        await Problem.Write(context, 502, "clock-partly-moved",
            $"Not moved: {string.Join(", ", left)}. Repeat with \"to\": \"{Text(target)}\" until all are there.",
            new Dictionary<string, object>
            {
                ["to"] = Text(target),
                ["moved"] = moves.Where(move => move.Done).Select(move => move.Service).ToList(),
                ["notMoved"] = left,
            });
    }

    private async Task<bool> MoveOne(HttpContext context, string service, DateTimeOffset target)
    {
        using var body = JsonContent.Create(new { to = Text(target) });
        using var answer = await calls.Ask(HttpMethod.Post, service, Path, Patience, context.RequestAborted,
            context.Request.Headers.Authorization, body);
        return answer is { IsSuccessStatusCode: true };
    }

    private Task<(string Service, DateTimeOffset? Now)[]> Times(HttpContext context) =>
        Task.WhenAll(Routes.Services.Select(async service =>
        {
            using var answer = await calls.Ask(HttpMethod.Get, service, Path, Patience, context.RequestAborted,
                context.Request.Headers.Authorization);
            return (service, answer is { IsSuccessStatusCode: true } ? await Read(answer) : null);
        }));

    private static async Task<DateTimeOffset?> Read(HttpResponseMessage answer)
    {
        try
        {
            return (await answer.Content.ReadFromJsonAsync<ClockNow>())?.Now.ToUniversalTime();
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static List<ShownClock> Shown((string Service, DateTimeOffset? Now)[] times) =>
        [.. times.Select(pair => new ShownClock(pair.Service, pair.Now is { } now ? Text(now) : null))];

    private static bool HasZone(string text) =>
        text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "2026-01-01".Length;

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private sealed record ShownClock(
        [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("now")] string? Now);

    private sealed record ClockNow([property: JsonRequired] DateTimeOffset Now);
}

/// <summary>
/// How far to move the business time: a number of days on, or to a moment (UTC or with an offset). One of the two.
/// </summary>
internal sealed record MoveClock(int? Days, string? To);
