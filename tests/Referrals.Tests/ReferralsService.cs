using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Grpc.Core;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.TestSupport;
using ContractingBase = Jeugdregio.Contracting.Wire.V1.Grpc.Contracting.ContractingBase;

namespace Jeugdregio.Referrals.Tests;

/// <summary>The service with a Contracting that the tests play. Time stands at a working day in 2026.</summary>
public sealed class ReferralsService() : ServiceFixture<Program>("referrals")
{
    internal const string Zaanstad = "0479";
    internal const string Purmerend = "0439";

    private GrpcStub? _contracting;

    /// <summary>What Contracting knows.</summary>
    internal ContractingStub Contracting { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        Clock.Set(new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        await base.InitializeAsync();
    }

    protected override async ValueTask Configure(IDictionary<string, string> settings)
    {
        _contracting = await GrpcStub.Start(Contracting);
        settings["services:contracting:grpc:0"] = _contracting.Address;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_contracting is not null) await _contracting.DisposeAsync();
    }

    /// <summary>Sends a message as its provider and waits until it is judged.</summary>
    internal async Task<Sent> Send(IjwMessage message)
    {
        var header = message.CommonHeader;
        var provider = header.Afzender.Length == 8 ? header.Afzender : header.Ontvanger;
        using var response = await PostXml(TestTokens.Provider(provider), $"/ijw/v1/{message.Kind.Name()}", IjwWriter.Write(message));
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        JsonElement status = default;
        await Wait.Until(async () =>
        {
            status = await Get(TestTokens.Provider(provider), $"/ijw/v1/{message.Kind.Name()}/{id}");
            return status.GetProperty("status").GetString() == "judged";
        });
        var reply = status.TryGetProperty("reply", out var path) ? path.GetString() : null;
        return new(id, status.GetProperty("verdict").GetString()!, reply is null ? null : await Read(provider, reply));
    }

    /// <summary>A message of the provider's feed, by its path.</summary>
    internal async Task<IjwMessage> Read(string provider, string path)
    {
        using var client = Client(TestTokens.Provider(provider));
        var reading = IjwReader.Read(await client.GetByteArrayAsync(new Uri(path, UriKind.Relative)));
        Assert.Empty(reading.Findings);
        return reading.Message!;
    }

    /// <summary>Sends a request and gives the identity under which the access team finds it.</summary>
    internal async Task<Guid> Request(Jw315 message)
    {
        var sent = await Send(message);
        Assert.Equal("accepted", sent.Verdict);
        var reference = message.Client.AangevraagdeProducten[0].ReferentieAanbieder;
        await using var connection = await Connection();
        return await Dapper.SqlMapper.QuerySingleAsync<Guid>(
            connection, "select id from request where provider = @provider and reference = @reference",
            new { provider = message.Header.Afzender, reference });
    }

    internal Task<HttpResponseMessage> Decide(Guid request, object decision, string municipality = Zaanstad) =>
        Post(TestTokens.Municipality(municipality), $"/v1/allocation-requests/{request}/decisions", decision);

    /// <summary>Requests and honours; gives the answer.</summary>
    internal async Task<JsonElement> Allocate(Jw315 message)
    {
        using var response = await Decide(await Request(message), new { decision = "honour", address = Ask.Address });
        return await Body(response, HttpStatusCode.OK);
    }

    internal static async Task<JsonElement> Body(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    internal sealed record Sent(Guid Id, string Verdict, IjwMessage? Reply)
    {
        /// <summary>All codes of the answer but 0200.</summary>
        internal string[] Codes => Reply is null ? [] :
            [.. XElement.Load(new MemoryStream(IjwWriter.Write(Reply))).Descendants()
                .Where(e => e.Name.LocalName == "RetourCode" && e.Value != "0200").Select(e => e.Value).Distinct().Order()];
    }
}

/// <summary>Contracting as the tests want it: by product what it answers, else segment B at € 130 a piece of the unit asked for.</summary>
internal sealed class ContractingStub : ContractingBase
{
    internal Dictionary<string, MayAllocateReply> Answers { get; } = [];

    internal MayAllocateRequest? LastAsked { get; private set; }

    public override Task<MayAllocateReply> MayAllocate(MayAllocateRequest request, ServerCallContext context)
    {
        LastAsked = request;
        return Task.FromResult(Answers.GetValueOrDefault(request.Product) ?? new MayAllocateReply
        {
            Allowed = true,
            Segment = "B",
            AgreementId = Guid.Empty.ToString(),
            TariffCents = 13_000,
            TariffUnit = "",
        });
    }
}

[CollectionDefinition]
public sealed class ReferralsCollection : ICollectionFixture<ReferralsService>;
