using System.Globalization;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Ledger;

/// <summary>What care cost a municipality at a provider, in one segment and month.</summary>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="AcceptedCents">Euro cents accepted, credits subtracted: paid and pending together.</param>
/// <param name="PaidCents">Euro cents paid.</param>
/// <param name="PendingCents">Euro cents accepted and not paid.</param>
/// <param name="UnderwayCents">Of these, what a bank has been asked to pay and has not confirmed.</param>
internal sealed record LedgerBalance(
    string Municipality, string Provider, string Segment, DateOnly Month, long AcceptedCents, long PaidCents,
    long PendingCents, long UnderwayCents);

/// <summary>Which books.</summary>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Month">First day of the month.</param>
internal sealed record BookFilter(string? Segment, DateOnly? Month);

/// <summary>After which books the answer goes on.</summary>
internal sealed record BookCursor(DateOnly Month, string Municipality, string Provider, string Segment)
{
    internal static string Of(LedgerBalance last) => string.Create(
        CultureInfo.InvariantCulture, $"{last.Month:yyyy-MM-dd}.{last.Municipality}.{last.Provider}.{last.Segment}");

    internal static bool TryParse(string? text, out BookCursor? cursor)
    {
        cursor = null;
        if (text is null) return true;
        if (text.Split('.', 4) is not [var day, var municipality, var provider, var segment]
            || !DateOnly.TryParseExact(
                day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            || text.Length > 100 || text.Contains('\0', StringComparison.Ordinal)) return false;
        cursor = new(month, municipality, provider, segment);
        return true;
    }
}

internal static class BalanceQueries
{
    internal static void MapBalances(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/ledger/balances", List)
            .For(Role.Provider, Role.Municipality, Role.Buyer, Role.ContractManager, Role.Analyst, Role.Operations)
            .AlsoCsv()
            .WithName("ListLedgerBalances").WithTags("ledger")
            .WithSummary("The books of municipality, provider, segment and month: cents accepted, paid, pending.");

    private static async Task<Results<Ok<Listed<LedgerBalance, string?>>, CsvFile<LedgerBalance>, ProblemHttpResult>>
        List(
            HttpRequest request, Caller caller, UnitOfWork work, CancellationToken stop, string? municipality = null,
            string? provider = null, string? segment = null, string? month = null, string? after = null,
            int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!MonthText.TryParseOptional(month, out var first)) return MonthText.Malformed("month");
        if (!BookCursor.TryParse(after, out var cursor)) return Lists.WrongCursor();
        var query = Query(tenant, new(segment, first), cursor, take);
        var rows = await work.Query<LedgerBalance>(query.Sql, query.Parameters, stop);
        return Lists.Answer(request, rows, take, "balances", BookCursor.Of);
    }

    internal static ListQuery Query(Tenant tenant, BookFilter filter, BookCursor? after, int take)
    {
        string?[] conditions =
        [
            tenant.Municipality is null ? null : "municipality = @Municipality",
            tenant.Provider is null ? null : "provider = @Provider",
            filter.Segment is null ? null : "segment = @Segment",
            filter.Month is null ? null : "month = @Month",
            after is null ? null : "(month, municipality, provider, segment) > "
                + "(@afterMonth, @afterMunicipality, @afterProvider, @afterSegment)",
        ];
        var where = string.Join(" and ", conditions.OfType<string>());
        return new(
            $"""
            select municipality, provider, segment, month, accepted_cents, paid_cents, pending_cents, underway_cents
            from ledger_balance
            where {(where.Length == 0 ? "true" : where)}
            order by month, municipality, provider, segment limit @take
            """,
            new
            {
                tenant.Municipality, tenant.Provider, filter.Segment, filter.Month, take, afterMonth = after?.Month,
                afterMunicipality = after?.Municipality, afterProvider = after?.Provider, afterSegment = after?.Segment,
            });
    }
}
