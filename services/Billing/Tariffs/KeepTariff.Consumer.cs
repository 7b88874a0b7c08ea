using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Tariffs;

/// <summary>Keeps the tariff version that Contracting told of.</summary>
internal sealed class KeepTariff(UnitOfWork work, TariffStore tariffs) : EventConsumer<TariffSet>(work)
{
    protected override Task Apply(TariffSet told, CancellationToken stop) => tariffs.Merge([Tariff.Of(told)], stop);
}
