using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.BankAccounts;
using Jeugdregio.Billing.Care;
using Jeugdregio.Billing.Copies;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Forecasts;
using Jeugdregio.Billing.Instalments;
using Jeugdregio.Billing.Ledger;
using Jeugdregio.Billing.Lines;
using Jeugdregio.Billing.MaterialControls;
using Jeugdregio.Billing.Messages;
using Jeugdregio.Billing.PaymentRuns;
using Jeugdregio.Billing.Payments;
using Jeugdregio.Billing.Quality;
using Jeugdregio.Billing.Spend;
using Jeugdregio.Billing.Supervision;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Referrals.Wire.V1.Grpc;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost;
using Jeugdregio.ServiceHost.Grpc;

var service = ServiceApp.Create(args, "billing", typeof(Program).Assembly)
    .Publishes<DeclarationLinesAccepted>("monitoring")
    .Publishes<DeclarationLinesRejected>("monitoring")
    .Publishes<PaymentBooked>("monitoring")
    .Consumes<AllocationMade, KeepAllocation>()
    .Consumes<TariffSet, KeepTariff>()
    .Consumes<InstalmentsAgreed, KeepInstalments>()
    .Consumes<ApprovalGranted, KeepApproval>()
    .Consumes<CrisisCheckChanged, KeepCrisisCover>()
    .Consumes<CareStarted, KeepCareStarted>()
    .Consumes<CareStopped, KeepCareStopped>()
    .AddMailbox(JudgingSetup.Mailbox);

service.Services
    .AddSingleton(RegionFile.Load(service.Configuration["Region:File"]))
    .AddJudging(JudgingOptions.Of(service.Configuration))
    .AddScoped<InstalmentStore>()
    .AddScoped<CrisisCoverStore>()
    .AddScoped<CopyStores>()
    .AddScoped<PaymentLedgerStore>()
    .AddScoped<BankAccountStore>()
    .AddScoped<DueStore>()
    .AddScoped<PaymentRunStore>()
    .AddScoped<PaymentStore>()
    .AddScoped<PaymentBookings>()
    .AddScoped<SupervisionStore>()
    .AddScoped<CareReportStore>()
    .AddScoped<ForecastStore>()
    .AddScoped<ForecastMaking>()
    .AddHostedService<ForecastSweep>()
    .AddScoped<MaterialControlStore>()
    .AddGrpcClientOf<Contracting.ContractingClient>("contracting")
    .AddGrpcClientOf<Referrals.ReferralsClient>("referrals");

return await service
    .Map(app =>
    {
        app.MapMessagesIn(MessageKind.Jw323);
        app.MapMessageFeed(MessageKind.Jw325);
        app.MapDeclarations();
        app.MapBalances();
        app.MapEntries();
        app.MapInstalments();
        app.MapMessages();
        app.MapLines();
        app.MapExplainLine();
        app.MapBankAccounts();
        app.MapPaymentRuns();
        app.MapPayments();
        app.MapSupervision();
        app.MapMaterialControls();
        app.MapMissingLines();
        app.MapProviderQuality();
        app.MapSpend();
        app.MapForecasts();
        app.MapCopies();
    })
    .Run();

/// <summary>The service's entry point; named so that tests can start it.</summary>
public partial class Program;
