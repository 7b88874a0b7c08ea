using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Tariffs;

/// <summary>
/// The copy of the contract tariffs: every version, each told once and never changed; but what was told before the
/// municipalities were told with it learns them when it is read again.
/// </summary>
internal sealed class TariffStore(UnitOfWork work)
{
    private const string Columns =
        """
        tariff_id, version, agreement_id, provider, segment, product, unit, tariff_cents, valid_from, valid_until,
        level, client_key, lump_sum, municipalities
        """;

    internal Task Merge(IReadOnlyList<Tariff> tariffs, CancellationToken stop) =>
        work.Execute(
            $"""
            insert into tariff ({Columns})
            select tariff_id, version, agreement_id, provider, segment, product, unit, tariff_cents, valid_from,
                valid_until, level, client_key, lump_sum, string_to_array(municipalities, ',')
            from unnest(@tariffId::uuid[], @version::int[], @agreementId::uuid[], @provider::text[],
                @segment::text[], @product::text[], @unit::text[], @tariffCents::bigint[], @validFrom::date[],
                @validUntil::date[], @level::int[], @clientKey::text[], @lumpSum::boolean[],
                @municipalities::text[])
                as t (tariff_id, version, agreement_id, provider, segment, product, unit, tariff_cents, valid_from,
                    valid_until, level, client_key, lump_sum, municipalities)
            on conflict (tariff_id, version) do update set municipalities = excluded.municipalities
            where tariff.municipalities is null and excluded.municipalities is not null
            """,
            new
            {
                tariffId = tariffs.Select(t => t.TariffId).ToArray(),
                version = tariffs.Select(t => t.Version).ToArray(),
                agreementId = tariffs.Select(t => t.AgreementId).ToArray(),
                provider = tariffs.Select(t => t.Provider).ToArray(),
                segment = tariffs.Select(t => t.Segment).ToArray(),
                product = tariffs.Select(t => t.Product).ToArray(),
                unit = tariffs.Select(t => t.Unit).ToArray(),
                tariffCents = tariffs.Select(t => t.TariffCents).ToArray(),
                validFrom = tariffs.Select(t => t.ValidFrom).ToArray(),
                validUntil = tariffs.Select(t => t.ValidUntil).ToArray(),
                level = tariffs.Select(t => t.Level).ToArray(),
                clientKey = tariffs.Select(t => t.ClientKey).ToArray(),
                lumpSum = tariffs.Select(t => t.LumpSum).ToArray(),
                municipalities = tariffs
                    .Select(t => t.Municipalities is { } all ? string.Join(',', all) : null).ToArray(),
            }, stop);

    /// <summary>All versions of the products' tariffs: the provider's, and the segments' own.</summary>
    internal Task<IReadOnlyList<Tariff>> Of(string provider, string[] products, CancellationToken stop) =>
        Of([provider], products, stop);

    /// <summary>The same for several providers.</summary>
    internal Task<IReadOnlyList<Tariff>> Of(string[] providers, string[] products, CancellationToken stop) =>
        work.Query<Tariff>(
            $"select {Columns} from tariff where provider = any(@providers) and product = any(@products)",
            new { providers = (string[])[.. providers, ""], products }, stop);
}
