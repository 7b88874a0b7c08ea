using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;
using Microsoft.Extensions.Logging;
using Status = Google.Rpc.Status;

namespace Jeugdregio.ServiceHost.Grpc;

/// <summary>Refusals travel between services as ErrorInfo beside the status (google.rpc), and come out as refusals again.</summary>
public static class GrpcErrors
{
    private const string Domain = "jeugdregio";

    /// <summary>Throw this from a gRPC method when a rule said no.</summary>
    public static RpcException ToRpcException(this Refusal why, Code code = Code.FailedPrecondition)
    {
        var info = new ErrorInfo { Domain = Domain, Reason = why.Code };
        if (why.Field is not null) info.Metadata["field"] = why.Field;
        if (why.Rule is not null) info.Metadata["rule"] = why.Rule;
        return new Status { Code = (int)code, Message = why.Detail, Details = { Any.Pack(info) } }.ToRpcException();
    }

    /// <summary>The refusal in an error of one of our services; null when the machinery failed instead.</summary>
    public static Refusal? ToRefusal(this RpcException exception)
    {
        var info = exception.GetRpcStatus()?.GetDetail<ErrorInfo>();
        return info is not { Domain: Domain }
            ? null
            : new(info.Reason, exception.Status.Detail, info.Metadata.GetValueOrDefault("field"), info.Metadata.GetValueOrDefault("rule"));
    }
}

internal static class MetadataLookup
{
    internal static string? GetValueOrDefault(this Google.Protobuf.Collections.MapField<string, string> map, string key) =>
        map.TryGetValue(key, out var value) ? value : null;
}

/// <summary>What escapes a gRPC method becomes a status without a word about our machinery.</summary>
internal sealed class ServerErrors(StoreState store, ILogger<ServerErrors> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Explain(e, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Explain(e, context);
        }
    }

    private RpcException Explain(Exception e, ServerCallContext context)
    {
        var code = e switch
        {
            OperationCanceledException => StatusCode.Cancelled,
            StaleException => StatusCode.Aborted,
            _ when store.Missed(e) => StatusCode.Unavailable,
            _ => StatusCode.Internal,
        };
        if (code == StatusCode.Internal) log.LogError(e, "Unhandled in {Method}", context.Method);
        return new RpcException(new(code, code == StatusCode.Internal ? "Something went wrong on our side." : code.ToString()));
    }
}
