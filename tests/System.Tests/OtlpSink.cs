using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jeugdregio.SystemTests;

/// <summary>Takes in what the platform exports over OTLP (http/protobuf), byte for byte, so that a test can search it.</summary>
public sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _app;

    public OtlpSink()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            Received.Add((signal, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    /// <summary>Signal (<c>traces</c>, <c>metrics</c>, <c>logs</c>) and bytes.</summary>
    public ConcurrentBag<(string Signal, byte[] Bytes)> Received { get; } = [];

    public string Address =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public Task Start() => _app.StartAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
