using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.IndividualAgreements;

/// <summary>Keeps what an access team proposed in Referrals, for a contract manager to decide on (C32).</summary>
internal sealed class ProposeIndividualAgreementConsumer(
    UnitOfWork work, IndividualAgreementStore agreements, TimeProvider clock)
    : EventConsumer<IndividualAgreementProposed>(work)
{
    protected override async Task Apply(IndividualAgreementProposed told, CancellationToken stop)
    {
        var proposed = IndividualAgreement.Of(told);
        if (!await agreements.Add(proposed, stop)) return;
        await Work.Decided(
            "ProposeIndividualAgreement", $"individual-agreement-{proposed.Id}", new { told.RequestId },
            IndividualAgreementView.Of(proposed, clock.Today()), Caller.System("contracting"), stop);
    }
}
