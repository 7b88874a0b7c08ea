using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Instalments;

/// <summary>Keeps the instalments that Contracting told of, and books what they will cost; each once.</summary>
internal sealed class KeepInstalments(UnitOfWork work, InstalmentStore instalments)
    : EventConsumer<InstalmentsAgreed>(work)
{
    protected override Task Apply(InstalmentsAgreed told, CancellationToken stop) =>
        instalments.Keep(Instalment.Of(told), stop);
}
