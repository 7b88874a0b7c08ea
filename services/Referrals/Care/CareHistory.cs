namespace Jeugdregio.Referrals.Care;

/// <summary>What identifies a start within an allocation (IV096).</summary>
internal sealed record StartKey(string? Category, string? Product, DateOnly StartDate);

/// <summary>A start of care that was not taken back.</summary>
internal sealed record CareStart(Guid Id, StartKey Key);

/// <summary>A stop of care that was not taken back. Its key is that of its start and the reason.</summary>
/// <param name="StartId">The start that it ends.</param>
/// <param name="Reason">JZ588; 20 is for a while.</param>
/// <param name="EndDate">Last day of care.</param>
internal sealed record CareStop(Guid Id, Guid StartId, string Reason, DateOnly EndDate);

/// <summary>The starts and stops of one allocation as they now stand.</summary>
internal sealed record CareHistory(IReadOnlyList<CareStart> Starts, IReadOnlyList<CareStop> Stops)
{
    internal static CareHistory Empty { get; } = new([], []);

    internal CareStart? FindStart(StartKey key) => Starts.FirstOrDefault(s => s.Key == key);

    internal IEnumerable<CareStop> StopsOf(CareStart start) => Stops.Where(s => s.StartId == start.Id);

    /// <summary>Care goes on: a start without a stop (TR326).</summary>
    internal bool IsRunning => Starts.Any(start => !StopsOf(start).Any());
}
