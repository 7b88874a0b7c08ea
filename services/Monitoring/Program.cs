using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Monitoring.Facts;
using Jeugdregio.Monitoring.Kpis;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost;
using Jeugdregio.Tendering.Wire.V1;

var service = ServiceApp.Create(args, "monitoring", typeof(Program).Assembly)
    .Consumes<LotAwarded, KeepLotAwarded>()
    .Consumes<AgreementActivated, KeepAgreementActivated>()
    .Consumes<AgreementExtended, KeepAgreementExtended>()
    .Consumes<TariffSet, KeepTariffSet>()
    .Consumes<AllocationRequested, KeepAllocationRequested>()
    .Consumes<AllocationRefused, KeepAllocationRefused>()
    .Consumes<AllocationMade, KeepAllocationMade>()
    .Consumes<CareStarted, KeepCareStarted>()
    .Consumes<CareStopped, KeepCareStopped>()
    .Consumes<DeclarationLinesAccepted, KeepDeclarationLinesAccepted>()
    .Consumes<DeclarationLinesRejected, KeepDeclarationLinesRejected>()
    .Consumes<PaymentBooked, KeepPaymentBooked>();

service.Services.AddScoped<FactStore>();

return await service
    .Map(app =>
    {
        app.MapKpis();
        app.MapFactCounts();
    })
    .Run();

/// <summary>The service's entry point; named so that tests can start it.</summary>
public partial class Program;
