using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Referrals.Allocations;
using Jeugdregio.Referrals.Care;
using Jeugdregio.Referrals.Clients;
using Jeugdregio.Referrals.Requests;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost;
using Jeugdregio.ServiceHost.Grpc;
using Jeugdregio.Values;

var service = ServiceApp.Create(args, "referrals", typeof(Program).Assembly);
var region = RegionFile.Load(service.Configuration["Region:File"]);

service.Services.AddSingleton(region);
service.Services.AddScoped<ClientStore>().AddScoped<RequestStore>().AddScoped<AllocationStore>().AddScoped<CareStore>();
service.Services.AddScoped<AllocationMailing>();
service.Services.AddScoped<HonourRequestEndpoint>().AddScoped<AnswerRequestEndpoint>();
service.Services.AddScoped<IMessageHandler, RequestAllocationMessage>();
service.Services.AddScoped<IMessageHandler, ConfirmAllocationsMessage>();
service.Services.AddScoped<IMessageHandler, ReportStartMessage>();
service.Services.AddScoped<IMessageHandler, ReportStopMessage>();
service.Services.AddGrpcClientOf<Contracting.ContractingClient>("contracting");

return await service
    .AddMailbox(new(
        (code, day) => MunicipalityCode.TryParse(code, out var municipality) && region.Serves(municipality, day),
        (product, category) => ProductCode.TryParse(product, out var code) && code.Category == category))
    .Publishes<AllocationRequested>("monitoring")
    .Publishes<AllocationRefused>("monitoring")
    .Publishes<AllocationMade>("billing", "contracting", "monitoring")
    .Publishes<CareStarted>("billing", "monitoring")
    .Publishes<CareStopped>("billing", "monitoring")
    .Map(app => app.MapMessagesIn(MessageKind.Jw315, MessageKind.Jw305, MessageKind.Jw307, MessageKind.Jw302))
    .Map(app => app.MapMessageFeed(MessageKind.Jw316, MessageKind.Jw301, MessageKind.Jw319, MessageKind.Jw306, MessageKind.Jw308))
    .Map(app => app.MapRequests())
    .Map(app => app.MapClients())
    .Map(app => app.MapAllocations())
    .Run();

/// <summary>Found by the tests that run the service.</summary>
public partial class Program;
