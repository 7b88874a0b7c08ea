using System.Net;
using Jeugdregio.ServiceHost.Clocks;
using Jeugdregio.TestSupport;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Jeugdregio.ServiceHost.Tests;

[Collection(typeof(NoteCollection)), Trait("needs", "database"), Trait("needs", "broker"), Trait("invariant", "I13")]
public sealed class ClockTests(NoteFixture notes)
{
    [Theory]
    [InlineData("Production", HttpStatusCode.NotFound)]
    [InlineData("Development", HttpStatusCode.Unauthorized)]
    public async Task The_clock_can_be_reached_outside_production_only(string environment, HttpStatusCode status)
    {
        await using var service = Start(environment);
        using var client = service.CreateClient();
        using var answer = await client.GetAsync(new Uri("/v1/clock", UriKind.Relative));
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(environment != "Production", service.Services.GetRequiredService<TimeProvider>() is MovableClock);
    }

    [Fact]
    public async Task A_clock_that_was_moved_stays_moved_after_a_restart_and_never_goes_back()
    {
        var target = TimeProvider.System.GetUtcNow().AddDays(40);
        await using (var service = Start("Development"))
        {
            using var client = service.CreateClient();
            client.DefaultRequestHeaders.Authorization = new("Bearer", TestTokens.Operations);
            foreach (var to in (DateTimeOffset[])[target, target.AddDays(-30)])
            {
                using var content = new StringContent($$"""{"to":"{{to:O}}"}""", null, "application/json");
                using var moved = await client.PostAsync(new Uri("/v1/clock", UriKind.Relative), content);
                Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
            }
        }
        await using var again = Start("Development");
        Assert.True(again.Services.GetRequiredService<TimeProvider>().GetUtcNow() >= target);
    }

    private WebApplicationFactory<NoteService.Program> Start(string environment) =>
        new WebApplicationFactory<NoteService.Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment(environment);
            foreach (var (key, value) in notes.Settings) host.UseSetting(key, value);
            host.UseSetting("Clock:Movable", "true");
            host.ConfigureServices(TestTokens.Trust);
        });
}
