using Jeugdregio.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jeugdregio.Billing.Tests;

/// <summary>An issuer that gives the service its own token.</summary>
internal sealed class TokenStub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TokenStub(WebApplication app) => _app = app;

    internal string Address =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    internal static async Task<TokenStub> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/connect/token", () =>
            Results.Json(new { access_token = TestTokens.Service("billing"), expires_in = 3600 }));
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
