using Grpc.Core;
using Jeugdregio.Contracting.Allocations;
using Jeugdregio.Contracting.Approvals;
using Jeugdregio.Contracting.CrisisChecks;
using Jeugdregio.Contracting.Instalments;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.ServiceHost.Auth;
using ContractingBase = Jeugdregio.Contracting.Wire.V1.Grpc.Contracting.ContractingBase;
using ApprovalMessage = Jeugdregio.Contracting.Wire.V1.Grpc.Approval;
using CrisisCheckMessage = Jeugdregio.Contracting.Wire.V1.Grpc.CrisisCheck;
using InstalmentMessage = Jeugdregio.Contracting.Wire.V1.Grpc.Instalment;
using Tariff = Jeugdregio.Contracting.Wire.V1.Grpc.Tariff;

namespace Jeugdregio.Contracting;

/// <summary>What other services ask over gRPC; each method hands over to its act or query.</summary>
internal sealed class ContractingService(
    MayAllocateEndpoint mayAllocate, StreamTariffsQuery tariffs, StreamInstalmentsQuery instalments,
    StreamApprovalsQuery approvals, StreamCrisisChecksQuery crisisChecks)
    : ContractingBase
{
    /// <summary>Whoever stands behind an allocation, and the services themselves.</summary>
    internal static readonly string[] Callers =
        [Role.Service, Role.AccessTeam, Role.Municipality, Role.Provider, Role.ContractManager, Role.Buyer];

    public override Task<MayAllocateReply> MayAllocate(MayAllocateRequest request, ServerCallContext context) =>
        mayAllocate.Answer(request, Caller.From(context.GetHttpContext().User), context.CancellationToken);

    public override Task StreamTariffs(StreamTariffsRequest request, IServerStreamWriter<Tariff> responseStream, ServerCallContext context) =>
        ForServices(context, () => tariffs.Write(responseStream, context.CancellationToken));

    public override Task StreamInstalments(
        StreamInstalmentsRequest request, IServerStreamWriter<InstalmentMessage> responseStream,
        ServerCallContext context) =>
        ForServices(context, () => instalments.Write(responseStream, context.CancellationToken));

    public override Task StreamApprovals(
        StreamApprovalsRequest request, IServerStreamWriter<ApprovalMessage> responseStream,
        ServerCallContext context) =>
        ForServices(context, () => approvals.Write(responseStream, context.CancellationToken));

    public override Task StreamCrisisChecks(
        StreamCrisisChecksRequest request, IServerStreamWriter<CrisisCheckMessage> responseStream,
        ServerCallContext context) =>
        ForServices(context, () => crisisChecks.Write(responseStream, context.CancellationToken));

    private static Task ForServices(ServerCallContext context, Func<Task> write) =>
        Caller.From(context.GetHttpContext().User).Is(Role.Service)
            ? write()
            : throw new RpcException(new(StatusCode.PermissionDenied, "What is of all is for services only."));
}
