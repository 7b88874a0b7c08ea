using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Approvals;

/// <summary>
/// The copy of what covers crisis care. The highest version wins, so events may come in any order and more than once.
/// </summary>
internal sealed class CrisisCoverStore(UnitOfWork work)
{
    internal Task Merge(IReadOnlyList<CrisisCover> covers, CancellationToken stop) =>
        covers.Count == 0 ? Task.CompletedTask : work.Execute(
            """
            insert into crisis_cover (municipality, allocation_number, version, covered_until)
            select * from unnest(@municipalities, @numbers, @versions, @untils)
            on conflict (municipality, allocation_number) do update set
                version = excluded.version, covered_until = excluded.covered_until
            where crisis_cover.version < excluded.version
            """,
            new
            {
                municipalities = covers.Select(c => c.Municipality).ToArray(),
                numbers = covers.Select(c => c.AllocationNumber).ToArray(),
                versions = covers.Select(c => c.Version).ToArray(),
                untils = covers.Select(c => c.CoveredUntil).ToArray(),
            }, stop);
}
