using Jeugdregio.Billing.Lines;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Declarations;

/// <summary>A judged declaration with its totals.</summary>
/// <param name="Id">The declaration: identity of the received JW323.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Number">DeclaratieNummer.</param>
/// <param name="Month">First day of the DeclaratiePeriode.</param>
/// <param name="Dated">DeclaratieDagtekening.</param>
/// <param name="Status"><c>accepted</c>, <c>partly</c> or <c>rejected</c>.</param>
/// <param name="ReturnCodes">Codes about the declaration as a whole.</param>
/// <param name="Lines">Number of lines.</param>
/// <param name="LinesRejected">Of which refused.</param>
/// <param name="DeclaredCents">Euro cents asked; negative when credits outweigh debits.</param>
/// <param name="GrantedCents">Euro cents granted.</param>
/// <param name="ReceivedAt">UTC.</param>
/// <param name="JudgedAt">UTC.</param>
internal sealed record DeclarationView(
    Guid Id, string Provider, string Municipality, string Number, DateOnly Month, DateOnly Dated, string Status,
    IReadOnlyList<Meaning> ReturnCodes, int Lines, int LinesRejected, long DeclaredCents, long GrantedCents,
    DateTime ReceivedAt, DateTime JudgedAt);

/// <param name="Code">WJ001.</param>
/// <param name="Text">What it means.</param>
internal sealed record Meaning(string Code, string Text)
{
    /// <summary>The code alone, as where there is no room for sentences.</summary>
    public override string ToString() => Code;

    internal static IReadOnlyList<Meaning> Of(IEnumerable<string> codes) =>
        [.. codes.Select(c => new Meaning(c, Declarations.ReturnCodes.Meaning(c)))];
}

/// <summary>One line of a declaration and what was decided about it.</summary>
/// <param name="Position">Place in the declaration, from 0.</param>
/// <param name="Id">The line.</param>
/// <param name="Reference">ReferentieNummer.</param>
/// <param name="PreviousReference">VorigReferentieNummer of a credit.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Product">Product code.</param>
/// <param name="PeriodStart">First day of the ProductPeriode.</param>
/// <param name="PeriodEnd">Last day of the ProductPeriode.</param>
/// <param name="Volume">Units.</param>
/// <param name="Unit">WJ756.</param>
/// <param name="TariffCents">Euro cents per unit; null when the unit is euros.</param>
/// <param name="AmountCents">Euro cents; negative for a credit.</param>
/// <param name="Verdict"><c>accepted</c> or <c>rejected</c>.</param>
/// <param name="ReturnCodes">Why it was refused.</param>
/// <param name="Payment"><c>none</c> (refused), <c>open</c>, <c>prepared</c>, <c>sent</c> to a bank, <c>paid</c>,
/// <c>returned</c>, or <c>voided</c> (taken back before it was paid, or the credit that did so).</param>
/// <param name="PaymentId">The payment, once it is sent.</param>
internal sealed record LineView(
    int Position, Guid Id, string Reference, string? PreviousReference, long AllocationNumber, string Product,
    DateOnly PeriodStart, DateOnly PeriodEnd, long Volume, string Unit, long? TariffCents, long AmountCents,
    string Verdict, IReadOnlyList<Meaning> ReturnCodes, string Payment, Guid? PaymentId);

/// <summary>A piece of a list.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">Give this as <c>after</c> for what follows; null at the end.</param>
internal sealed record Listed<TItem, TCursor>(IReadOnlyList<TItem> Items, TCursor? Next)
{
    /// <param name="rows">Selected with one more than <paramref name="limit"/>, to know whether something
    /// follows.</param>
    internal static Listed<TItem, TCursor> Of(IReadOnlyList<TItem> rows, int limit, Func<TItem, TCursor> cursor)
    {
        if (rows.Count <= limit) return new(rows, default);
        var page = rows.Take(limit).ToList();
        return new(page, cursor(page[^1]));
    }
}

internal static class DeclarationQueries
{
    private const int LimitMax = 500;
    private static readonly string[] Statuses = ["accepted", "partly", "rejected"];
    private const string Columns =
        """
        id, provider, municipality, number, month, dated, verdict, return_codes, lines, lines_rejected, declared_cents,
        granted_cents, received_at, judged_at
        """;

    internal static void MapDeclarations(this IEndpointRouteBuilder routes)
    {
        string[] readers =
            [Role.Provider, Role.Municipality, Role.Buyer, Role.ContractManager, Role.Analyst, Role.Operations];
        routes.MapGet("/v1/declarations", List).For(readers).AlsoCsv()
            .WithName("ListDeclarations").WithTags("declarations")
            .WithSummary("Judged declarations with their totals, in order of receipt.");
        routes.MapGet("/v1/declarations/{id:guid}", Read).For(readers)
            .WithName("ReadDeclaration").WithTags("declarations")
            .WithSummary("One judged declaration with its totals.");
        routes.MapGet("/v1/declarations/{id:guid}/lines", Lines).For(Role.Provider, Role.Municipality)
            .WithName("ListDeclarationLines").WithTags("declarations")
            .WithSummary("The lines of a declaration, the verdict on each and why.");
    }

    internal static ProblemHttpResult? CheckLimit(int limit) =>
        limit is < 1 or > LimitMax ? Problems.Malformed("limit", $"1 to {LimitMax} at a time.") : null;

    private static async Task<
        Results<Ok<Listed<DeclarationView, string?>>, CsvFile<DeclarationView>, ProblemHttpResult>> List(
            HttpRequest request, Caller caller, UnitOfWork work, CancellationToken stop, string? municipality = null,
            string? provider = null, string? month = null, string? status = null, string? after = null,
            int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!MonthText.TryParseOptional(month, out var first)) return MonthText.Malformed("month");
        if (status is not null && !Statuses.Contains(status))
            return Problems.Malformed("status", $"One of {string.Join(", ", Statuses)}.");
        if (!Lists.TryCursor(after, out var id)) return Lists.WrongCursor();
        var query = Query(tenant, first, status, id, take);
        var rows = await work.Query<Row>(query.Sql, query.Parameters, stop);
        return Lists.Answer(
            request, [.. rows.Select(r => r.ToView())], take, "declarations", d => d.Id.ToString());
    }

    internal static ListQuery Query(Tenant tenant, DateOnly? month, string? status, Guid after, int take)
    {
        string?[] conditions =
        [
            "id > @after",
            tenant.Municipality is null ? null : "municipality = @Municipality",
            tenant.Provider is null ? null : "provider = @Provider",
            month is null ? null : "month = @month",
            status is null ? null : "verdict = @status",
        ];
        return new(
            $"""
            select {Columns} from declaration
            where {string.Join(" and ", conditions.OfType<string>())}
            order by id limit @take
            """, new { tenant.Municipality, tenant.Provider, month, status, after, take });
    }

    private static async Task<Results<Ok<DeclarationView>, ProblemHttpResult>> Read(
        Guid id, Caller caller, UnitOfWork work, CancellationToken stop) =>
        await Find(id, caller, work, stop) is { } found ? TypedResults.Ok(found) : Problems.Missing("declaration");

    private static async Task<Results<Ok<Listed<LineView, int?>>, ProblemHttpResult>> Lines(
        Guid id, Caller caller, UnitOfWork work, CancellationToken stop, int? after = null, int limit = 100)
    {
        if (CheckLimit(limit) is { } problem) return problem;
        if (await Find(id, caller, work, stop) is null) return Problems.Missing("declaration");
        var rows = await work.Query<LineRow>(
            $"""
            select l.position, l.id, l.reference, l.previous_reference, l.allocation_number, l.product, l.period_start,
                l.period_end, l.volume, l.unit, l.tariff_cents, l.amount_cents, l.accepted, l.return_codes,
                {LineQueries.PaymentState} as payment, {LineQueries.PaymentId} as payment_id
            from {LineQueries.OfDeclarations} left join payment p on p.id = l.payment_id
            where d.id = @id and l.position > @after
            order by l.position limit @take
            """, new { id, after = after ?? -1, take = limit + 1 }, stop);
        return TypedResults.Ok(Listed<LineView, int?>.Of([.. rows.Select(r => r.ToView())], limit, l => l.Position));
    }

    private static async Task<DeclarationView?> Find(Guid id, Caller caller, UnitOfWork work, CancellationToken stop)
    {
        var row = await work.Find<Row>($"select {Columns} from declaration where id = @id", new { id }, stop);
        return row is not null && Own.MaySee(caller, row.Municipality, row.Provider) ? row.ToView() : null;
    }

    private sealed record Row(
        Guid Id, string Provider, string Municipality, string Number, DateOnly Month, DateOnly Dated, string Verdict,
        string[] ReturnCodes, int Lines, int LinesRejected, long DeclaredCents, long GrantedCents, DateTime ReceivedAt,
        DateTime JudgedAt)
    {
        internal DeclarationView ToView() => new(
            Id, Provider, Municipality, Number, Month, Dated, Verdict, Meaning.Of(ReturnCodes), Lines, LinesRejected,
            DeclaredCents, GrantedCents, ReceivedAt, JudgedAt);
    }

    private sealed record LineRow(
        int Position, Guid Id, string Reference, string? PreviousReference, long AllocationNumber, string Product,
        DateOnly PeriodStart, DateOnly PeriodEnd, long Volume, string Unit, long? TariffCents, long AmountCents,
        bool Accepted, string[] ReturnCodes, string Payment, Guid? PaymentId)
    {
        internal LineView ToView() => new(
            Position, Id, Reference, PreviousReference, AllocationNumber, Product, PeriodStart, PeriodEnd, Volume, Unit,
            TariffCents, AmountCents, Accepted ? "accepted" : "rejected", Meaning.Of(ReturnCodes), Payment, PaymentId);
    }
}
