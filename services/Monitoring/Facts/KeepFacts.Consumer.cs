using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Tendering.Wire.V1;

namespace Jeugdregio.Monitoring.Facts;

// One consumer per kind of event: each has its own inbox, whose message ids prove that every event was taken in once.

internal sealed class KeepLotAwarded(UnitOfWork work, FactStore facts) : EventConsumer<LotAwarded>(work)
{
    protected override Task Apply(LotAwarded told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepAgreementActivated(UnitOfWork work, FactStore facts) : EventConsumer<AgreementActivated>(work)
{
    protected override Task Apply(AgreementActivated told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepAgreementExtended(UnitOfWork work, FactStore facts) : EventConsumer<AgreementExtended>(work)
{
    protected override Task Apply(AgreementExtended told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepTariffSet(UnitOfWork work, FactStore facts) : EventConsumer<TariffSet>(work)
{
    protected override Task Apply(TariffSet told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepAllocationRequested(UnitOfWork work, FactStore facts)
    : EventConsumer<AllocationRequested>(work)
{
    protected override Task Apply(AllocationRequested told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepAllocationRefused(UnitOfWork work, FactStore facts) : EventConsumer<AllocationRefused>(work)
{
    protected override Task Apply(AllocationRefused told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepAllocationMade(UnitOfWork work, FactStore facts) : EventConsumer<AllocationMade>(work)
{
    protected override Task Apply(AllocationMade told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepCareStarted(UnitOfWork work, FactStore facts) : EventConsumer<CareStarted>(work)
{
    protected override Task Apply(CareStarted told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepCareStopped(UnitOfWork work, FactStore facts) : EventConsumer<CareStopped>(work)
{
    protected override Task Apply(CareStopped told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepDeclarationLinesAccepted(UnitOfWork work, FactStore facts)
    : EventConsumer<DeclarationLinesAccepted>(work)
{
    protected override Task Apply(DeclarationLinesAccepted told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepDeclarationLinesRejected(UnitOfWork work, FactStore facts)
    : EventConsumer<DeclarationLinesRejected>(work)
{
    protected override Task Apply(DeclarationLinesRejected told, CancellationToken stop) => facts.Keep(told, stop);
}

internal sealed class KeepPaymentBooked(UnitOfWork work, FactStore facts) : EventConsumer<PaymentBooked>(work)
{
    protected override Task Apply(PaymentBooked told, CancellationToken stop) => facts.Keep(told, stop);
}
