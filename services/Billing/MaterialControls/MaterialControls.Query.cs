using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.MaterialControls;

/// <summary>A material control and how far it is.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="FirstMonth">First day of the first month of care.</param>
/// <param name="LastMonth">First day of the last month of care.</param>
/// <param name="PopulationLines">Lines that could be drawn.</param>
/// <param name="PopulationCents">What they come to.</param>
/// <param name="IntervalCents">Every so many cents one is drawn.</param>
/// <param name="StartCents">Counted from this one.</param>
/// <param name="Lines">Lines drawn.</param>
/// <param name="LinesDone">Of which somebody said what was found.</param>
/// <param name="UnlawfulCents">Found wrong in the sample.</param>
/// <param name="ProjectedCents">What that comes to over the population.</param>
/// <param name="DrawnBy">Client id.</param>
/// <param name="DrawnAt">UTC.</param>
internal sealed record MaterialControlView(
    Guid Id, string Municipality, string Provider, DateOnly FirstMonth, DateOnly LastMonth, int PopulationLines,
    long PopulationCents, long IntervalCents, long StartCents, int Lines, int LinesDone, long UnlawfulCents,
    long ProjectedCents, string DrawnBy, DateTimeOffset DrawnAt)
{
    internal static MaterialControlView Of(MaterialControl control, IReadOnlyList<FoundAmount> found) => new(
        control.Id, control.Municipality, control.Provider, control.FirstMonth, control.LastMonth,
        control.PopulationLines, control.PopulationCents, control.IntervalCents, control.StartCents, found.Count,
        found.Count(f => f.UnlawfulCents is not null), found.Sum(f => f.UnlawfulCents ?? 0),
        MonetaryUnitSample.Projected(
            control.IntervalCents, found.Select(f => (f.AmountCents, f.UnlawfulCents ?? 0))),
        control.DrawnBy, control.DrawnAt);
}

/// <summary>A line of a sample.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Reference">ReferentieNummer.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Product">Product code.</param>
/// <param name="PeriodStart">First day of the ProductPeriode.</param>
/// <param name="PeriodEnd">Last day of the ProductPeriode.</param>
/// <param name="AmountCents">Euro cents.</param>
/// <param name="UnlawfulCents">What was found wrong; null while nobody said.</param>
/// <param name="Reason">What was found.</param>
internal sealed record SampledLineView(
    Guid LineId, string Reference, long AllocationNumber, string Product, DateOnly PeriodStart, DateOnly PeriodEnd,
    long AmountCents, long? UnlawfulCents, string? Reason);

/// <summary>What was found wrong and has to come back by a credit of the provider.</summary>
/// <param name="Id">The finding.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="LineId">The line.</param>
/// <param name="Reference">ReferentieNummer: what the credit names as VorigReferentieNummer.</param>
/// <param name="AllocationNumber">ToewijzingNummer.</param>
/// <param name="Product">Product code.</param>
/// <param name="PeriodStart">First day of the ProductPeriode.</param>
/// <param name="AmountCents">Euro cents of the line.</param>
/// <param name="UnlawfulCents">Of which wrong: the line is credited whole, and what was right declared again.</param>
/// <param name="Reason">What was found.</param>
/// <param name="Status"><c>open</c>; <c>credited</c>; <c>recovered</c>, once the credit is settled with a payment or
/// the
/// line was never paid.</param>
/// <param name="FoundAt">UTC.</param>
internal sealed record Recovery(
    Guid Id, string Municipality, string Provider, Guid LineId, string Reference, long AllocationNumber,
    string Product, DateOnly PeriodStart, long AmountCents, long UnlawfulCents, string Reason, string Status,
    DateTime FoundAt);

internal static class MaterialControlQueries
{
    internal static void MapMaterialControlQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/material-controls", List).For(Role.Municipality)
            .WithName("ListMaterialControls").WithTags("material control").WithSummary("Controls, oldest first.");
        routes.MapGet("/v1/material-controls/{id:guid}", Read).For(Role.Municipality)
            .WithName("ReadMaterialControl").WithTags("material control").WithSummary("One control and how far it is.");
        routes.MapGet("/v1/material-controls/{id:guid}/lines", Lines).For(Role.Municipality)
            .WithName("ListMaterialControlLines").WithTags("material control").WithSummary("The lines of a sample.");
        routes.MapGet("/v1/recoveries", Recoveries).For(Role.Municipality, Role.Provider).AlsoCsv()
            .WithName("ListRecoveries").WithTags("material control")
            .WithSummary("What was found wrong and has to be credited, and whether it is.");
    }

    private static async Task<Results<Ok<Page<MaterialControl>>, ProblemHttpResult>> List(
        Caller caller, MaterialControlStore controls, CancellationToken stop, string? provider = null,
        Guid? after = null, int? limit = null) =>
        Paging.TryTake(limit, out var take, out var problem)
            ? TypedResults.Ok(
                (await controls.List(Own.Of(caller).Municipalities, provider, after, take, stop))
                    .ToPage(take, c => c.Id))
            : problem;

    private static async Task<Results<Ok<MaterialControlView>, ProblemHttpResult>> Read(
        Guid id, Caller caller, MaterialControlStore controls, CancellationToken stop) =>
        await controls.Find(id, stop) is { } control && Own.MaySee(caller, control.Municipality, "")
            ? TypedResults.Ok(MaterialControlView.Of(control, await controls.Found(id, stop)))
            : Problems.Missing("material-control");

    private static async Task<Results<Ok<Page<SampledLineView>>, ProblemHttpResult>> Lines(
        Guid id, Caller caller, MaterialControlStore controls, UnitOfWork work, CancellationToken stop,
        Guid? after = null, int? limit = null)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (await controls.Find(id, stop) is not { } control || !Own.MaySee(caller, control.Municipality, ""))
            return Problems.Missing("material-control");
        var rows = await work.Query<SampledLineView>(
            """
            select l.id as line_id, l.reference, l.allocation_number, l.product, l.period_start, l.period_end,
                l.amount_cents, f.unlawful_cents, f.reason
            from material_control_line x
            join declaration_line l on l.id = x.line_id
            left join material_finding f on f.control_id = x.control_id and f.line_id = x.line_id
            where x.control_id = @id and x.line_id > @after
            order by x.line_id limit @take
            """, new { id, after = after ?? Guid.Empty, take }, stop);
        return TypedResults.Ok(rows.ToPage(take, l => l.LineId));
    }

    private static async Task<Results<Ok<Listed<Recovery, string?>>, CsvFile<Recovery>, ProblemHttpResult>> Recoveries(
        HttpRequest request, Caller caller, UnitOfWork work, CancellationToken stop, string? municipality = null,
        string? provider = null, string? after = null, int? limit = null)
    {
        if (!Lists.TryTake(request, limit, out var take, out var problem)) return problem!;
        if (!Tenant.TryOf(caller, municipality, provider, out var tenant, out var missing)) return missing!;
        if (!Lists.TryCursor(after, out var id)) return Lists.WrongCursor();
        var query = RecoveryQuery(tenant, id, take);
        var rows = await work.Query<Recovery>(query.Sql, query.Parameters, stop);
        return Lists.Answer(request, rows, take, "recoveries", r => r.Id.ToString());
    }

    internal static ListQuery RecoveryQuery(Tenant tenant, Guid after, int take)
    {
        string?[] conditions =
        [
            "f.unlawful_cents > 0", "f.id > @after",
            tenant.Municipality is null ? null : "f.municipality = @Municipality",
            tenant.Provider is null ? null : "f.provider = @Provider",
        ];
        return new(
            $"""
            select f.id, f.municipality, f.provider, f.line_id, l.reference, l.allocation_number, l.product,
                l.period_start, l.amount_cents, f.unlawful_cents, f.reason,
                case when c.id is null then 'open' when c.voided or p.status = 'paid' then 'recovered'
                    else 'credited' end as status, f.found_at
            from material_finding f
            join declaration_line l on l.id = f.line_id
            left join declaration_line c on c.id = l.credited_by
            left join payment p on p.id = c.payment_id
            where {string.Join(" and ", conditions.OfType<string>())}
            order by f.id limit @take
            """, new { tenant.Municipality, tenant.Provider, after, take });
    }
}
