using System.Globalization;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Listing;

/// <summary>What a list is asked with: its text holds only what was asked, so that an index answers it.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record ListQuery(string Sql, object Parameters);

/// <summary>Whose rows a list shows, each at most one: what an index begins with.</summary>
/// <param name="Municipality">CBS code; null for all.</param>
/// <param name="Provider">AGB code; null for all.</param>
internal sealed record Tenant(string? Municipality, string? Provider)
{
    /// <summary>
    /// The caller's own, narrowed by what was asked; 404 for what is another's. Who acts for more than one municipality
    /// says which.
    /// </summary>
    internal static bool TryOf(
        Caller caller, string? municipality, string? provider, out Tenant tenant, out ProblemHttpResult? problem)
    {
        var own = Own.Of(caller);
        (tenant, problem) = (new(municipality, provider), null);
        if (municipality is not null && !MunicipalityCode.TryParse(municipality, out _))
            problem = Problems.Malformed("municipality", "A CBS code has four digits.", "TR378");
        else if (provider is not null && !AgbCode.TryParse(provider, out _))
            problem = Problems.Malformed("provider", "An AGB code has eight digits.", "OP254");
        else if (own.Provider is { } self && provider is not null && provider != self)
            problem = Problems.Missing("provider");
        else if (own.Municipalities is { } all && municipality is not null && !all.Contains(municipality))
            problem = Problems.Missing("municipality");
        else if (own.Municipalities is { Length: > 1 } && municipality is null)
            problem = Problems.Malformed("municipality", "You act for more than one municipality: say for which.");
        else
            // a tenant that the token does not name has nothing
            tenant = new(
                own.Municipalities is { } one ? municipality ?? one.FirstOrDefault("") : municipality,
                own.Provider ?? provider);
        return problem is null;
    }
}

/// <summary>Answers of lists: a page as JSON, or all that one file holds as CSV.</summary>
internal static class Lists
{
    private const int LimitDefault = 100;
    private const int LimitMax = 500;

    /// <param name="request">Says whether CSV is wanted.</param>
    /// <param name="limit">As the caller gave it.</param>
    /// <param name="take">Rows to select: one more than the answer holds, to know whether more follows.</param>
    /// <param name="problem">400 for a limit that cannot be.</param>
    internal static bool TryTake(HttpRequest request, int? limit, out int take, out ProblemHttpResult? problem)
    {
        var isCsv = Csv.IsWanted(request);
        var (byDefault, most) = isCsv ? (Csv.RowsMax, Csv.RowsMax) : (LimitDefault, LimitMax);
        return Paging.TryTake(limit, byDefault, most, $"1 to {most} at a time.", out take, out problem);
    }

    internal static Results<Ok<Listed<T, string?>>, CsvFile<T>, ProblemHttpResult> Answer<T>(
        HttpRequest request, IReadOnlyList<T> rows, int take, string name, Func<T, string> cursor)
    {
        var page = Listed<T, string?>.Of(rows, take - 1, cursor);
        return Csv.IsWanted(request) ? new CsvFile<T>(page.Items, name, page.Next) : TypedResults.Ok(page);
    }

    /// <summary>400 for a cursor that none of our answers held.</summary>
    internal static ProblemHttpResult WrongCursor() =>
        Problems.Malformed("after", "The cursor is the next of an earlier answer.");

    /// <summary>A cursor of a day and an id, e.g. <c>2026-10-01.0192…</c>.</summary>
    internal static string Cursor(DateOnly day, Guid id) =>
        string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}.{id:N}");

    /// <summary>The identity that a list goes on after; empty for its beginning.</summary>
    internal static bool TryCursor(string? text, out Guid id)
    {
        id = Guid.Empty;
        return text is null || Guid.TryParse(text, out id);
    }

    internal static bool TryCursor(string? text, out DateOnly? day, out Guid id)
    {
        (day, id) = (null, Guid.Empty);
        if (text is null) return true;
        if (text.Split('.') is not [var date, var identity] || !Guid.TryParseExact(identity, "N", out id)
            || !DateOnly.TryParseExact(
                date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)) return false;
        day = parsed;
        return true;
    }
}
