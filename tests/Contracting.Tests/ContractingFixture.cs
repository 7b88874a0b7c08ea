using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Net.Client;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Tendering.Wire.V1;
using Jeugdregio.TestSupport;
using Jeugdregio.Values;
using ContractingClient = Jeugdregio.Contracting.Wire.V1.Grpc.Contracting.ContractingClient;

namespace Jeugdregio.Contracting.Tests;

/// <summary>The service as it runs; each test awards to a provider of its own.</summary>
public sealed class ContractingFixture() : ServiceFixture<Program>("contracting")
{
    private int _provider = 42_000_000;

    internal string NewProvider() => Interlocked.Increment(ref _provider).ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal DateOnly Today => Clock.Today();

    internal LotAwarded Award(string provider, int startsInDays = 30) => Samples.Award(provider, Today.AddDays(startsInDays));

    /// <summary>The draft that follows from the award.</summary>
    internal async Task<string> Draft(LotAwarded award)
    {
        await Tell(award);
        JsonElement found = default;
        await Wait.Until(async () =>
        {
            var page = await Get(TestTokens.ContractManager, $"/v1/agreements?provider={award.Provider}");
            found = page.GetProperty("items").EnumerateArray().FirstOrDefault(a => a.GetProperty("awardId").GetGuid() == award.AwardId);
            return found.ValueKind is JsonValueKind.Object;
        });
        return found.GetProperty("id").GetString()!;
    }

    /// <summary>An agreement of the provider, signed by both.</summary>
    internal async Task<string> Signed(LotAwarded award)
    {
        var id = await Draft(award);
        await Ok(Post(TestTokens.Provider(award.Provider), $"/v1/agreements/{id}/signatures", null));
        await Ok(Post(TestTokens.ContractManager, $"/v1/agreements/{id}/signatures", null));
        return id;
    }

    /// <summary>A gRPC client; dispose the channel after use.</summary>
    internal (ContractingClient Client, GrpcChannel Channel) Grpc(string token)
    {
        var http = Client(token);
        var channel = GrpcChannel.ForAddress(http.BaseAddress!, new() { HttpClient = http, DisposeHttpClient = true });
        return (new(channel), channel);
    }

    internal async Task<MayAllocateReply> Ask(
        string token, string provider, DateOnly day, string product = "45A48", string municipality = "0479",
        string category = "", string? clientKey = null, Move? moved = null)
    {
        var (client, channel) = Grpc(token);
        var asked = new MayAllocateRequest
        {
            Provider = provider,
            Product = product,
            Category = category,
            Municipality = municipality,
            Day = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Moved = moved,
        };
        if (clientKey is not null) asked.ClientKey = clientKey;
        using (channel) return await client.MayAllocateAsync(asked);
    }

    /// <summary>The body of a 200 or 201.</summary>
    internal static async Task<JsonElement> Ok(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The code of a problem.</summary>
    internal static async Task<string> Refused(Task<HttpResponseMessage> sent, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        using var response = await sent;
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()!;
    }
}

[CollectionDefinition]
public sealed class ContractingCollection : ICollectionFixture<ContractingFixture>;
