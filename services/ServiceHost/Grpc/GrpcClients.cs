using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client.Configuration;
using Jeugdregio.ServiceHost.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Jeugdregio.ServiceHost.Grpc;

/// <summary>Clients of other services: address by name, a deadline on every call, retry of what never arrived, a token.</summary>
public static class GrpcClients
{
    private static readonly TimeSpan UnaryDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StreamDeadline = TimeSpan.FromMinutes(10);

    /// <param name="services">Where the client is registered.</param>
    /// <param name="service">The other service's name, e.g. <c>contracting</c>; its address is <c>services:contracting:grpc:0</c>.</param>
    public static IServiceCollection AddGrpcClientOf<TClient>(this IServiceCollection services, string service)
        where TClient : ClientBase
    {
        services
            .AddGrpcClient<TClient>((provider, options) =>
            {
                var configuration = provider.GetRequiredService<IConfiguration>();
                options.Address = new(configuration[$"services:{service}:grpc:0"]
                    ?? throw new InvalidOperationException($"No address configured: services:{service}:grpc:0."));
                options.ChannelOptionsActions.Add(channel => channel.ServiceConfig = RetryUnavailable());
            })
            .AddInterceptor<Deadlines>()
            .AddCallCredentials(async (context, metadata, provider) =>
                metadata.Add("Authorization", $"Bearer {await Token(provider, context.CancellationToken)}"))
            .ConfigureChannel(channel => channel.UnsafeUseInsecureChannelCallCredentials = true);
        return services;
    }

    /// <summary>The caller's own token where one stands behind the call (ASVS V8.3.3), else the service's.</summary>
    private static async ValueTask<string> Token(IServiceProvider provider, CancellationToken stop)
    {
        var header = provider.GetService<IHttpContextAccessor>()?.HttpContext?.Request.Headers[HeaderNames.Authorization].ToString();
        return header is { Length: > 7 } && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header[7..]
            : await provider.GetRequiredService<ServiceTokens>().Token(stop);
    }

    private static ServiceConfig RetryUnavailable() => new()
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new()
                {
                    MaxAttempts = 4,
                    InitialBackoff = TimeSpan.FromMilliseconds(100),
                    MaxBackoff = TimeSpan.FromSeconds(1),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };

    internal sealed class Deadlines : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, With(context, UnaryDeadline));

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, With(context, StreamDeadline));

        private static ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, TimeSpan time)
            where TRequest : class
            where TResponse : class =>
            // a deadline is real time, so a moved business clock must not end up in it
            context.Options.Deadline is not null
                ? context
                : new(context.Method, context.Host, context.Options.WithDeadline(TimeProvider.System.GetUtcNow().UtcDateTime + time));
    }
}
