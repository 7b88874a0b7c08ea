using System.Text;
using Dapper;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Referrals.Tests;

[Collection(typeof(ReferralsCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class TenantTests(ReferralsService service)
{
    /// <summary>The provider whose messages these are, and nobody else's in these tests.</summary>
    private const string Victim = "01000088";

    private static readonly string Owner = TestTokens.Provider(Victim);
    private static readonly string Team = TestTokens.Municipality(ReferralsService.Zaanstad);

    [Fact]
    public Task No_input_however_odd_is_an_error_of_ours() => OddInput.Check(service);

    [Fact, Trait("requirement", "G03")]
    public Task Every_endpoint_serves_the_approved_roles_and_refuses_all_others() => RoleWalk.Check(service);

    [Fact, Trait("requirement", "G03"), Trait("requirement", "M20")]
    public async Task No_endpoint_tells_or_does_anything_for_a_stranger()
    {
        var (message, number, letter) = await Care();
        var request = await service.Request(Ask.For(provider: Victim));
        var allocation = await service.Get(Owner, $"/v1/allocations/0479/{number}");
        var examples = new Dictionary<string, TenantExample>
        {
            ["GET /v1/allocation-requests"] = new("/v1/allocation-requests", IsList: true) { Owner = Team },
            ["GET /v1/allocation-requests/{id:guid}"] =
                new($"/v1/allocation-requests/{request}") { Owner = Team, HiddenFrom = [Owner] },
            ["GET /v1/allocation-requests/{id:guid}/client"] =
                new($"/v1/allocation-requests/{request}/client?purpose=decide-request")
                {
                    Owner = Team, HiddenFrom = [Owner],
                },
            ["POST /v1/allocation-requests/{id:guid}/decisions"] =
                new($"/v1/allocation-requests/{request}/decisions", """{ "decision": "investigate" }""")
                {
                    HiddenFrom = [Owner],
                },
            ["POST /v1/allocation-requests/{id:guid}/individual-agreements"] =
                new($"/v1/allocation-requests/{request}/individual-agreements",
                    """
                    { "segment": "B", "unit": "84", "tariffCents": 1, "validFrom": "2026-01-12",
                      "validUntil": "2026-12-31", "description": "x", "reason": "y" }
                    """) { HiddenFrom = [Owner] },
            ["GET /v1/allocations"] = new("/v1/allocations", IsList: true) { Owner = Owner },
            ["GET /v1/allocations/{municipality}/{number:long}"] =
                new($"/v1/allocations/0479/{number}") { Owner = Team },
            ["POST /v1/allocations/{municipality}/{number:long}/changes"] =
                new($"/v1/allocations/0479/{number}/changes", """{ "change": "delete" }""") { HiddenFrom = [Owner] },
        };
        var client = message.Client.Bsn;
        var bodies = new Dictionary<string, IjwMessage>
        {
            ["jw315"] = Ask.For(provider: Victim),
            ["jw305"] = Ask.Start(client, Ask.Header(Victim), Ask.Start(number)),
            ["jw307"] = Ask.Stop(client, Ask.Header(Victim), Ask.Stop(number)),
            ["jw302"] = Answer.Retour(letter, "A1", Samples.Today, []),
        };
        foreach (var (kind, id) in await Messages("message_in", "'jw315', 'jw305', 'jw307', 'jw302'"))
        {
            var xml = Encoding.UTF8.GetString(IjwWriter.Write(bodies[kind])).TrimStart('\uFEFF');
            examples[$"POST /ijw/v1/{kind}"] = new($"/ijw/v1/{kind}", xml);
            examples[$"GET /ijw/v1/{kind}/{{id:guid}}"] = new($"/ijw/v1/{kind}/{id}") { Owner = Owner };
        }
        var sent = await Messages("message_out", "'jw316', 'jw301', 'jw319', 'jw306', 'jw308'");
        foreach (var (kind, id) in sent)
        {
            examples[$"GET /ijw/v1/{kind}/{{id:guid}}"] = new($"/ijw/v1/{kind}/{id}") { Owner = Owner };
            examples[$"GET /ijw/v1/{kind}"] = new($"/ijw/v1/{kind}?receiver={Victim}") { Owner = Owner };
        }
        string[] strangers =
        [
            TestTokens.Provider(Ask.Other), TestTokens.Municipality("0439"), TestTokens.Buyer,
            TestTokens.ContractManager, TestTokens.Analyst, TestTokens.Operations, TestTokens.Service("billing"),
        ];
        await TenantWalk.Check(
            service, strangers, examples,
            [
                client, request.ToString(), "Testkind", allocation.GetProperty("clientKey").GetString()!,
                .. sent.Select(m => m.Id.ToString()),
            ]);
    }

    [Fact, Trait("requirement", "G03")]
    public async Task A_feed_without_saying_whose_is_ones_own()
    {
        await Care();
        var sent = (await Messages("message_out", "'jw301'"))[0].Id.ToString();
        using var own = service.Client(Owner);
        using var other = service.Client(TestTokens.Provider(Ask.Other));
        var path = new Uri("/ijw/v1/jw301", UriKind.Relative);
        Assert.Contains(sent, await own.GetStringAsync(path), StringComparison.Ordinal);
        Assert.DoesNotContain(sent, await other.GetStringAsync(path), StringComparison.Ordinal);
    }

    /// <summary>
    /// One message of every kind to and from the victim: care requested, refused, allocated, confirmed, started and
    /// stopped.
    /// </summary>
    private async Task<(Jw315 Message, long Number, Jw301 Letter)> Care()
    {
        var message = Ask.For(provider: Victim);
        var decided = await service.Allocate(message);
        var number = decided.GetProperty("allocationNumber").GetInt64();
        var letter = (Jw301)await service.Read(Victim, decided.GetProperty("message").GetString()!);
        await service.Send(Answer.Retour(letter, Ask.Header().BerichtIdentificatie.Identificatie, Samples.Today, []));
        await service.Send(Ask.Start(message.Client.Bsn, Ask.Header(Victim), Ask.Start(number)));
        await service.Send(Ask.Stop(message.Client.Bsn, Ask.Header(Victim), Ask.Stop(number, begin: 5)));
        var other = await service.Request(Ask.For(provider: Victim));
        using var refused = await service.Decide(other, new { decision = "refuse", reason = "4" });
        await ReferralsService.Body(refused, System.Net.HttpStatusCode.OK);
        return (message, number, letter);
    }

    /// <summary>The victim's first message of each of these kinds.</summary>
    private async Task<IReadOnlyList<(string Kind, Guid Id)>> Messages(string table, string kinds)
    {
        await using var connection = await service.Connection();
        var found = (await connection.QueryAsync<(string, Guid)>(
            $"""
            select distinct on (kind) kind, id from {table}
            where @victim in (sender, receiver) and kind in ({kinds}) order by kind, id
            """, new { victim = Victim })).ToList();
        Assert.Equal(kinds.Split(',').Length, found.Count);
        return found;
    }
}
