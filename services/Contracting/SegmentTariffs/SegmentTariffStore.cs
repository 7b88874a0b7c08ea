using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Contracting.SegmentTariffs;

/// <summary>The SQL of the segments' own tariffs.</summary>
internal sealed class SegmentTariffStore(UnitOfWork work)
{
    private const string VersionColumns =
        "v.tariff_id, v.version, v.tariff_cents, v.valid_from, v.valid_until, v.decision, v.set_at";

    /// <summary>
    /// The tariff, made when there is none, with its versions unchanged by others until this transaction ends.
    /// </summary>
    internal async Task<SegmentTariff> Lock(SegmentTariff tariff, CancellationToken stop)
    {
        await work.Execute(
            """
            insert into segment_tariff (id, segment, product, unit) values (@Id, @Segment, @Product, @Unit)
            on conflict (segment, product, unit) do nothing
            """, tariff, stop);
        return (await work.Find<SegmentTariff>(
            """
            select id, segment, product, unit from segment_tariff
            where segment = @Segment and product = @Product and unit = @Unit for update
            """, tariff, stop))!;
    }

    internal async Task<IReadOnlyList<SegmentTariff>> List(
        string? segment, Guid? after, int take, CancellationToken stop) =>
        await work.Query<SegmentTariff>(
            $"""
            select id, segment, product, unit from segment_tariff
            where id > @after {(segment is null ? "" : "and segment = @segment")} order by id limit @take
            """, new { segment, after = after ?? Guid.Empty, take }, stop);

    internal Task<IReadOnlyList<TariffVersion>> Versions(IEnumerable<Guid> tariffs, CancellationToken stop) =>
        work.Query<TariffVersion>(
            $"""
            select {VersionColumns}, false as lump_sum, null::int as level from segment_tariff_version v
            where v.tariff_id = any(@tariffs) order by v.tariff_id, v.version
            """, new { tariffs = tariffs.ToArray() }, stop);

    /// <summary>Does the segment have a tariff for the product and unit on that day?</summary>
    internal Task<bool> HoldsOn(string segment, Tariff tariff, DateOnly day, CancellationToken stop) =>
        work.Find<bool>(
            """
            select exists (
                select from segment_tariff s join segment_tariff_version v on v.tariff_id = s.id
                where s.segment = @segment and s.product = @Product and s.unit = @Unit
                  and v.valid_from <= @day and v.valid_until >= @day)
            """, new { segment, tariff.Product, tariff.Unit, day }, stop);

    /// <summary>Keeps a version and tells it: to whoever pays it is a tariff of no provider.</summary>
    internal async Task Set(SegmentTariff tariff, TariffVersion version, CancellationToken stop)
    {
        await work.ExecuteOne(
            """
            insert into segment_tariff_version (tariff_id, version, tariff_cents, valid_from, valid_until, decision,
                set_at)
            values (@TariffId, @Version, @TariffCents, @ValidFrom, @ValidUntil, @Decision, @SetAt)
            """, version, stop);
        await work.Publish(
            $"segment-tariff-{tariff.Id}",
            new TariffSet(
                tariff.Id, version.Version, Guid.Empty, "", tariff.Segment, tariff.Product, tariff.Unit,
                version.TariffCents, version.ValidFrom, version.ValidUntil, version.SetAt), stop);
    }
}
