using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Allocations;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.Tariffs;

/// <summary>The service overview (dienstenoverzicht): who delivers what today, marked where approval comes first (C09).</summary>
internal static class ContractedProductsQuery
{
    /// <param name="Id">The tariff's identity.</param>
    /// <param name="TariffCents">Today's, in euro cents per unit.</param>
    /// <param name="Level">Among the levels of the product's profile (C11).</param>
    /// <param name="ApprovalRequired">Only after a contract manager's approval (C10).</param>
    /// <param name="ApprovalFollows">Crisis care, approved afterwards (R21).</param>
    internal sealed record ContractedProduct(
        Guid Id, string Provider, string Segment, string Product, string Unit, long TariffCents, bool ApprovalRequired,
        IReadOnlyList<string> Municipalities, DateOnly StartDate, DateOnly EndDate, int Level,
        bool ApprovalFollows);

    internal static void MapContractedProducts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/contracted-products", List)
            .For(AgreementsQuery.Readers)
            .WithName("listContractedProducts").WithTags("contracted-products").WithSummary("Who delivers which product today, at what tariff");

    private static async Task<Results<Ok<Page<ContractedProduct>>, ProblemHttpResult>> List(
        string? provider, string? product, string? municipality, Guid? cursor, int? limit, Caller caller, RegionPack region, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (provider is not null && !AgbCode.TryParse(provider, out _)) return Problems.Malformed("provider", "An AGB code is eight digits.");
        if (product is not null && !ProductCode.TryParse(product, out _))
            return Problems.Malformed("product", "A product code is two digits and up to three more characters.");
        if (municipality is not null && !MunicipalityCode.TryParse(municipality, out _))
            return Problems.Malformed("municipality", "A municipality code is four digits.");
        var rows = await Query(
            work,
            new()
            {
                Providers = [.. new[] { provider, caller.WorksForRegion ? null : caller.Provider?.ToString() }.OfType<string>()],
                Product = product,
                Municipality = municipality,
                Municipalities = caller.OnlyMunicipalities(),
                Day = clock.Today(),
                After = cursor ?? Guid.Empty,
                Take = take,
            }, stop);
        var expensive = region.Thresholds.ExpensiveTariffCents ?? long.MaxValue;
        return TypedResults.Ok(rows.Select(View).ToList().ToPage(take, p => p.Id));

        ContractedProduct View(Row r)
        {
            var (dear, urgent) = (r.TariffCents >= expensive, region.CrisisCare?.Covers(r.Product, null) is true);
            return new(
                r.Id, r.Provider, r.Segment, r.Product, r.Unit, r.TariffCents, dear && !urgent, r.Municipalities,
                r.StartDate, r.EndDate, r.Level, dear && urgent);
        }
    }

    private static Task<IReadOnlyList<Row>> Query(UnitOfWork work, Filter filter, CancellationToken stop) => work.Query<Row>(
        $"""
        select t.id, a.provider, a.segment, t.product, t.unit, {TermsStore.TariffOnDay} as tariff_cents, a.municipalities, a.start_date,
               a.end_date, t.level
        from agreement a join tariff t on t.agreement_id = a.id
        where a.activated_at is not null and @day between a.start_date and a.end_date and t.id > @after
          and {TermsStore.TariffOnDay} is not null
          {(filter.Providers.Length == 0 ? "" : "and a.provider = all(@providers)")}
          {(filter.Product is null ? "" : "and t.product = @product")}
          {(filter.Municipality is null ? "" : "and a.municipalities @> array[@municipality]")}
          {(filter.Municipalities is null ? "" : "and a.municipalities && @municipalities")}
        order by t.id limit @take
        """, filter, stop);

    private sealed record Filter
    {
        public required string[] Providers { get; init; }

        public string? Product { get; init; }

        public string? Municipality { get; init; }

        public string[]? Municipalities { get; init; }

        public required DateOnly Day { get; init; }

        public required Guid After { get; init; }

        public required int Take { get; init; }
    }

    private sealed record Row(
        Guid Id, string Provider, string Segment, string Product, string Unit, long TariffCents, string[] Municipalities, DateOnly StartDate,
        DateOnly EndDate, int Level);
}
