using Grpc.Core;
using Jeugdregio.Contracting.Allocations;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.ServiceHost.Auth;
using ContractingBase = Jeugdregio.Contracting.Wire.V1.Grpc.Contracting.ContractingBase;
using Tariff = Jeugdregio.Contracting.Wire.V1.Grpc.Tariff;

namespace Jeugdregio.Contracting;

/// <summary>What other services ask over gRPC; each method hands over to its act or query.</summary>
internal sealed class ContractingService(MayAllocateEndpoint mayAllocate, StreamTariffsQuery streamTariffs) : ContractingBase
{
    /// <summary>Whoever stands behind an allocation, and the services themselves.</summary>
    internal static readonly string[] Callers =
        [Role.Service, Role.AccessTeam, Role.Municipality, Role.Provider, Role.ContractManager, Role.Buyer];

    public override Task<MayAllocateReply> MayAllocate(MayAllocateRequest request, ServerCallContext context) =>
        mayAllocate.Answer(request, Caller.From(context.GetHttpContext().User), context.CancellationToken);

    public override Task StreamTariffs(StreamTariffsRequest request, IServerStreamWriter<Tariff> responseStream, ServerCallContext context) =>
        Caller.From(context.GetHttpContext().User).Is(Role.Service)
            ? streamTariffs.Write(responseStream, context.CancellationToken)
            : throw new RpcException(new(StatusCode.PermissionDenied, "All tariffs are for services only."));
}
