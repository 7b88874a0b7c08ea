using System.Data;
using System.Runtime.CompilerServices;
using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Data;
using Npgsql;

namespace Jeugdregio.Contracting.Tariffs;

/// <summary>The SQL of tariffs and their versions.</summary>
internal sealed class TariffStore(UnitOfWork work)
{
    private const string Columns = "id, agreement_id, product, unit, agreed_cents, level";
    private const string VersionColumns =
        """
        v.tariff_id, v.version, v.tariff_cents, v.valid_from, v.valid_until, v.decision, v.set_at, v.lump_sum, v.level
        """;

    internal Task<Tariff?> Find(Guid id, CancellationToken stop) =>
        work.Find<Tariff>($"select {Columns} from tariff where id = @id", new { id }, stop);

    internal Task<IReadOnlyList<Tariff>> OfAgreement(Guid agreement, Guid? after, int? take, CancellationToken stop) =>
        work.Query<Tariff>(
            $"select {Columns} from tariff where agreement_id = @agreement and id > @after order by id limit @take",
            new { agreement, after = after ?? Guid.Empty, take }, stop);

    internal Task<IReadOnlyList<TariffVersion>> Versions(IEnumerable<Guid> tariffs, CancellationToken stop) =>
        work.Query<TariffVersion>(
            $"select {VersionColumns} from tariff_version v where v.tariff_id = any(@tariffs) order by v.tariff_id, v.version",
            new { tariffs = tariffs.ToArray() }, stop);

    internal Task Add(IReadOnlyList<Tariff> tariffs, CancellationToken stop) =>
        work.Execute(
            $"""
            insert into tariff ({Columns})
            select * from unnest(@ids, @agreements, @products, @units, @cents, @levels)
            """,
            new
            {
                ids = tariffs.Select(t => t.Id).ToArray(),
                agreements = tariffs.Select(t => t.AgreementId).ToArray(),
                products = tariffs.Select(t => t.Product).ToArray(),
                units = tariffs.Select(t => t.Unit).ToArray(),
                cents = tariffs.Select(t => t.AgreedCents).ToArray(),
                levels = tariffs.Select(t => t.Level).ToArray(),
            }, stop);

    /// <summary>Keeps new versions and tells them; a tariff's versions are told in order.</summary>
    internal async Task Set(
        Agreement agreement, IReadOnlyList<Tariff> tariffs, IReadOnlyList<TariffVersion> versions, CancellationToken stop)
    {
        foreach (var version in versions)
        {
            await work.ExecuteOne(
                """
                insert into tariff_version (tariff_id, version, tariff_cents, valid_from, valid_until, decision,
                    set_at, lump_sum, level)
                values (@TariffId, @Version, @TariffCents, @ValidFrom, @ValidUntil, @Decision, @SetAt, @LumpSum,
                    @Level)
                """, version, stop);
            var tariff = tariffs.First(t => t.Id == version.TariffId);
            await work.Publish(
                $"agreement-{agreement.Id}",
                new TariffSet(
                    tariff.Id, version.Version, agreement.Id, agreement.Provider, agreement.Segment, tariff.Product, tariff.Unit,
                    version.TariffCents, version.ValidFrom, version.ValidUntil, version.SetAt, version.Level,
                    LumpSum: version.LumpSum,
                    Municipalities: agreement.Municipalities), stop);
        }
    }

    /// <summary>Every version there is, as it was told, row by row from one snapshot; never all in memory.</summary>
    internal async IAsyncEnumerable<TariffSet> Stream([EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            select v.tariff_id, v.version, t.agreement_id, a.provider, a.segment, t.product, t.unit, v.tariff_cents, v.valid_from,
                   v.valid_until, v.set_at, v.lump_sum, v.level, a.municipalities, null as client_key
            from tariff_version v
            join tariff t on t.id = v.tariff_id
            join agreement a on a.id = t.agreement_id
            union all
            select v.tariff_id, v.version, '00000000-0000-0000-0000-000000000000', '', s.segment, s.product, s.unit,
                   v.tariff_cents, v.valid_from, v.valid_until, v.set_at, false, null, null, null
            from segment_tariff_version v
            join segment_tariff s on s.id = v.tariff_id
            union all
            select i.id, 1, i.id, i.provider, i.segment, i.product, i.unit, i.tariff_cents, i.valid_from, i.valid_until,
                   i.decided_at, false, null, array[i.municipality], i.client_key
            from individual_agreement i where i.status = 'agreed'
            order by set_at, tariff_id, version
            """, await work.Connection(stop));
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, stop);
        while (await rows.ReadAsync(stop))
            yield return new(
                rows.GetGuid(0), rows.GetInt32(1), rows.GetGuid(2), rows.GetString(3), rows.GetString(4), rows.GetString(5),
                rows.GetString(6), rows.GetInt64(7), rows.GetFieldValue<DateOnly>(8), rows.GetFieldValue<DateOnly>(9),
                rows.GetFieldValue<DateTimeOffset>(10), LumpSum: rows.GetBoolean(11),
                Level: await rows.IsDBNullAsync(12, stop) ? null : rows.GetInt32(12),
                Municipalities: await rows.IsDBNullAsync(13, stop) ? null : rows.GetFieldValue<string[]>(13),
                ClientKey: await rows.IsDBNullAsync(14, stop) ? null : rows.GetString(14));
    }
}
