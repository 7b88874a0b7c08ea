using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Approvals;

/// <summary>The copy of the granted approvals: each told once and never changed.</summary>
internal sealed class ApprovalStore(UnitOfWork work)
{
    private const string Columns =
        "id, provider, product, municipality, valid_from, valid_until, maximum_tariff_cents";

    internal Task Merge(IReadOnlyList<Approval> approvals, CancellationToken stop) =>
        work.Execute(
            $"""
            insert into approval ({Columns})
            select * from unnest(@ids, @providers, @products, @municipalities, @froms, @untils, @maximums)
            on conflict (id) do nothing
            """,
            new
            {
                ids = approvals.Select(a => a.Id).ToArray(),
                providers = approvals.Select(a => a.Provider).ToArray(),
                products = approvals.Select(a => a.Product).ToArray(),
                municipalities = approvals.Select(a => a.Municipality).ToArray(),
                froms = approvals.Select(a => a.ValidFrom).ToArray(),
                untils = approvals.Select(a => a.ValidUntil).ToArray(),
                maximums = approvals.Select(a => a.MaximumTariffCents).ToArray(),
            }, stop);

    internal Task<IReadOnlyList<Approval>> Of(string[] providers, string[] products, CancellationToken stop) =>
        work.Query<Approval>(
            $"select {Columns} from approval where provider = any(@providers) and product = any(@products)",
            new { providers, products }, stop);
}
