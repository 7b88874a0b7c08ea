using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Tendering.Wire.V1;

namespace Jeugdregio.Contracting.Agreements;

/// <summary>Drafts one agreement per award, however often the award is told.</summary>
internal sealed class DraftAgreementConsumer(
    UnitOfWork work, RegionPack region, AgreementStore agreements, TariffStore tariffs, TimeProvider clock)
    : EventConsumer<LotAwarded>(work)
{
    protected override async Task Apply(LotAwarded told, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        // a tender of a region with another pack: for a person, from the error queue
        if (DraftAgreement.Decide(told, region, () => Guid.CreateVersion7(now)).Refused(out var why, out var drafted))
            throw new InvalidOperationException(why.Detail);
        if (!await agreements.Add(drafted.Agreement, now, stop)) return;
        await tariffs.Add(drafted.Tariffs, stop);
        await Work.Decided(
            nameof(DraftAgreement), $"agreement-{drafted.Agreement.Id}", told, drafted, Caller.System("contracting"), stop);
    }
}
