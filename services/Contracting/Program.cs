using Jeugdregio.Contracting;
using Jeugdregio.Contracting.Agreements;
using Jeugdregio.Contracting.Allocations;
using Jeugdregio.Contracting.Approvals;
using Jeugdregio.Contracting.CrisisChecks;
using Jeugdregio.Contracting.IndividualAgreements;
using Jeugdregio.Contracting.Instalments;
using Jeugdregio.Contracting.SegmentTariffs;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.Tendering.Wire.V1;

var app = ServiceApp.Create(args, "contracting", typeof(Program).Assembly)
    .Publishes<AgreementActivated>("monitoring")
    .Publishes<AgreementExtended>("monitoring")
    .Publishes<TariffSet>("billing", "monitoring")
    .Publishes<InstalmentsAgreed>("billing")
    .Publishes<ApprovalGranted>("billing")
    .Publishes<CrisisCheckChanged>("billing")
    .Consumes<LotAwarded, DraftAgreementConsumer>()
    .Consumes<IndividualAgreementProposed, ProposeIndividualAgreementConsumer>()
    .Consumes<AllocationMade, FollowAllocationConsumer>()
    .Map(routes => routes.MapAgreements())
    .Map(routes => routes.MapTariffs())
    .Map(routes => routes.MapSegmentTariffs())
    .Map(routes => routes.MapApprovals())
    .Map(routes => routes.MapCrisisChecks())
    .Map(routes => routes.MapInstalments())
    .Map(routes => routes.MapIndividualAgreements())
    .Map(routes => routes.MapGrpcService<ContractingService>().For(ContractingService.Callers));

app.Services.AddSingleton(RegionFile.Load(app.Configuration["Region:File"]));
app.Services.AddScoped<AgreementStore>().AddScoped<TariffStore>().AddScoped<ApprovalStore>().AddScoped<TermsStore>();
app.Services.AddScoped<InstalmentStore>().AddScoped<StreamInstalmentsQuery>()
    .AddScoped<SegmentTariffStore>().AddScoped<StreamApprovalsQuery>();
app.Services.AddScoped<IndividualAgreementStore>();
app.Services.AddScoped<CrisisCheckStore>().AddScoped<StreamCrisisChecksQuery>().AddScoped<OpenCrisisCheckHandler>()
    .AddHostedService<CrisisSweep>();
app.Services.AddScoped<MayAllocateEndpoint>().AddScoped<StreamTariffsQuery>();

return await app.Run();

/// <summary>The contracting service; tests start it by this type.</summary>
public partial class Program;
