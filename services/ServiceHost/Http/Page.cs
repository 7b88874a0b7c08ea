using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.ServiceHost.Http;

/// <summary>One page of a list in the order of its ids.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">Give this as <c>cursor</c> for the next page; null when this was the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Guid? Next);

/// <summary>Paging by cursor: a page starts after an id, so a row that is added meanwhile moves nothing.</summary>
public static class Paging
{
    private const int LimitDefault = 50;
    private const int LimitMax = 200;

    /// <param name="limit">As the caller gave it; null for the default.</param>
    /// <param name="take">Rows to select: one more than a page, to know whether there is a next.</param>
    /// <param name="problem">400 when the limit is not 1 to 200.</param>
    public static bool TryTake(int? limit, out int take, [NotNullWhen(false)] out ProblemHttpResult? problem) =>
        TryTake(limit, LimitDefault, LimitMax, $"A page has 1 to {LimitMax} items.", out take, out problem);

    /// <param name="limit">As the caller gave it.</param>
    /// <param name="byDefault">What holds when none was given.</param>
    /// <param name="most">The largest there is.</param>
    /// <param name="detail">What a limit can be.</param>
    /// <param name="take">Rows to select: one more than a page, to know whether there is a next.</param>
    /// <param name="problem">400 when the limit is not 1 to the largest.</param>
    public static bool TryTake(
        int? limit, int byDefault, int most, string detail, out int take,
        [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        problem = limit < 1 || limit > most ? Problems.Malformed("limit", detail) : null;
        take = problem is null ? (limit ?? byDefault) + 1 : 0;
        return problem is null;
    }

    /// <summary>The page that <paramref name="rows"/>, selected with <paramref name="take"/>, are.</summary>
    public static Page<T> ToPage<T>(this IReadOnlyList<T> rows, int take, Func<T, Guid> id)
    {
        if (rows.Count < take) return new(rows, null);
        var items = rows.Take(take - 1).ToList();
        return new(items, id(items[^1]));
    }
}
