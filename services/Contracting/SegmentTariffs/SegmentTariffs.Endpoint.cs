using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Contracting.SegmentTariffs;

/// <summary>A segment's tariff with all versions it has had.</summary>
internal sealed record SegmentTariffView(
    Guid Id, string Segment, string Product, string Unit, IReadOnlyList<TariffVersionView> Versions)
{
    internal static SegmentTariffView Of(SegmentTariff t, IEnumerable<TariffVersion> versions) => new(
        t.Id, t.Segment, t.Product, t.Unit, [.. versions.Where(v => v.TariffId == t.Id).Select(TariffVersionView.Of)]);
}

internal static class SegmentTariffEndpoints
{
    internal static void MapSegmentTariffs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/segment-tariffs", Set)
            .Act().For(Role.ContractManager)
            .WithName("setSegmentTariff").WithTags("segment-tariffs")
            .WithSummary("Set a segment's tariff from a date, for every agreement that follows it");
        routes.MapGet("/v1/segment-tariffs", List)
            .For(AgreementsQuery.Readers)
            .WithName("listSegmentTariffs").WithTags("segment-tariffs")
            .WithSummary("Tariffs of segments with all their versions");
    }

    private static async Task<Results<Created<SegmentTariffView>, ProblemHttpResult>> Set(
        SetSegmentTariff body, Caller caller, RegionPack region, SegmentTariffStore tariffs, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (SetSegmentTariff.Check(body, region) is { } wrong) return wrong.ToProblem();
        var now = clock.GetUtcNow();
        var tariff = await tariffs.Lock(
            new(Guid.CreateVersion7(now), body.Segment, body.Product, body.Unit), stop);
        var versions = await tariffs.Versions([tariff.Id], stop);
        if (SetSegmentTariff.Decide(body, tariff, versions, region, clock.Today(), now)
            .Refused(out var why, out var version)) return why.ToProblem();
        await tariffs.Set(tariff, version, stop);
        await work.Decided(nameof(SetSegmentTariff), $"segment-tariff-{tariff.Id}", body, version, caller, stop);
        return TypedResults.Created(
            $"/v1/segment-tariffs?segment={tariff.Segment}", SegmentTariffView.Of(tariff, [.. versions, version]));
    }

    private static async Task<Results<Ok<Page<SegmentTariffView>>, ProblemHttpResult>> List(
        string? segment, Guid? cursor, int? limit, SegmentTariffStore tariffs, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        var page = (await tariffs.List(segment, cursor, take, stop)).ToPage(take, t => t.Id);
        var versions = await tariffs.Versions(page.Items.Select(t => t.Id), stop);
        return TypedResults.Ok(
            new Page<SegmentTariffView>([.. page.Items.Select(t => SegmentTariffView.Of(t, versions))], page.Next));
    }
}
