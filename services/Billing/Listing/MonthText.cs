using System.Globalization;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Listing;

/// <summary>A month in a query or body, written as 2026-10.</summary>
internal static class MonthText
{
    internal static bool TryParse(string? text, out DateOnly first) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out first);

    /// <summary>Nothing given is nothing, and right.</summary>
    internal static bool TryParseOptional(string? text, out DateOnly? first)
    {
        var isRight = TryParse(text, out var month);
        first = isRight ? month : null;
        return isRight || text is null;
    }

    /// <summary>Months from the first to the last, both included; below 1 when the last comes first.</summary>
    internal static int Count(DateOnly first, DateOnly last) =>
        (last.Year - first.Year) * 12 + last.Month - first.Month + 1;

    internal static ProblemHttpResult Malformed(string field) =>
        Problems.Malformed(field, "A month is written as 2026-10.");
}
