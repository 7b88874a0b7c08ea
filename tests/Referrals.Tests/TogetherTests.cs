using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1.Grpc;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.TestSupport;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using AllocationMade = Jeugdregio.Referrals.Wire.V1.AllocationMade;
using ReferralsGrpc = Jeugdregio.Referrals.Wire.V1.Grpc.Referrals;

namespace Jeugdregio.Referrals.Tests;

/// <summary>The same thing at the same moment, and everything at once.</summary>
[Collection(typeof(ReferralsCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class TogetherTests(ReferralsService service)
{
    [Fact, Trait("rule", "TR374")]
    public async Task Of_requests_for_one_client_judged_at_once_one_is_taken_in()
    {
        var bsn = Ask.Bsn();
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Judge(Ask.For(bsn))));
        Assert.Single(verdicts, v => v == "accepted");
        Assert.Equal(5, verdicts.Count(v => v == "rejected"));
    }

    [Fact, Trait("rule", "TR326")]
    public async Task Of_starts_judged_at_once_one_is_taken_in()
    {
        var message = Ask.For();
        var number = (await service.Allocate(message)).GetProperty("allocationNumber").GetInt64();
        var verdicts = await Task.WhenAll(Enumerable.Range(1, 5).Select(
            day => Judge(Ask.Start(message.Client.Bsn, Ask.Header(), Ask.Start(number, day)))));
        Assert.Single(verdicts, v => v == "accepted");
    }

    [Fact, Trait("rule", "TR359")]
    public async Task A_request_honoured_many_times_at_once_becomes_one_allocation()
    {
        var request = await service.Request(Ask.For());
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => service.Decide(request, new { decision = "honour", address = Ask.Address })));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        Assert.Single(await service.Told<AllocationMade>(), e => e.RequestId == request);
    }

    [Fact, Trait("requirement", "G09")]
    public async Task The_same_decision_sent_twice_with_one_key_is_answered_the_same()
    {
        var request = await service.Request(Ask.For());
        var (key, path) = (Guid.NewGuid().ToString(), $"/v1/allocation-requests/{request}/decisions");
        var body = new { decision = "honour", address = Ask.Address };
        using var first = await service.Post(TestTokens.Municipality("0479"), path, body, key);
        using var second = await service.Post(TestTokens.Municipality("0479"), path, body, key);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Single(await service.Told<AllocationMade>(), e => e.RequestId == request);
    }

    [Fact, Trait("rule", "TR332")]
    public async Task Numbers_given_at_once_are_unique_and_leave_no_gap()
    {
        var requests = new List<Guid>();
        for (var i = 0; i < 8; i++) requests.Add(await service.Request(Ask.For(Ask.Bsn(), Ask.Header(municipality: "0880"))));
        var numbers = await Task.WhenAll(requests.Select(async r =>
        {
            using var response = await service.Decide(r, new { decision = "honour", address = Ask.Address }, "0880");
            return (await ReferralsService.Body(response, HttpStatusCode.OK)).GetProperty("allocationNumber").GetInt64();
        }));
        Assert.Equal(Enumerable.Range(100_000_001, 8).Select(n => (long)n), numbers.Order());
    }

    [Fact, Trait("rule", "OP259")]
    public async Task Two_allocations_of_one_product_made_at_once_do_not_stack()
    {
        var message = Ask.For(products:
        [
            Ask.Product(end: new(2026, 2, 28)), Ask.Product(start: new(2026, 4, 1), end: new(2026, 5, 31)),
        ]);
        await service.Request(message);
        await using var connection = await service.Connection();
        var ids = (await Dapper.SqlMapper.QueryAsync<Guid>(
            connection, "select id from request where reference = any(@references)",
            new { references = message.Client.AangevraagdeProducten.Select(p => p.ReferentieAanbieder).ToArray() })).ToList();
        var answers = await Task.WhenAll(ids.Select(
            id => service.Decide(id, new { decision = "honour", startDate = "2026-02-01", endDate = "2026-05-01", address = Ask.Address })));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity], answers.Select(a => a.StatusCode).Order());
    }

    [Fact, Trait("requirement", "M20")]
    public async Task All_allocations_are_streamed_in_order_to_a_service_and_to_nobody_else()
    {
        var number = (await service.Allocate(Ask.For())).GetProperty("allocationNumber").GetInt64();
        var all = await Stream(TestTokens.Service("billing"));
        Assert.Contains(all, a => a.AllocationNumber == number && a.Municipality == "0479" && a is { Version: 1, HasVolume: true, HasBudgetCents: false });
        Assert.Equal(all.OrderBy(a => a.Municipality, StringComparer.Ordinal).ThenBy(a => a.AllocationNumber), all);
        var refused = await Assert.ThrowsAsync<RpcException>(() => Stream(TestTokens.Buyer));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    private async Task<List<Allocation>> Stream(string token)
    {
        var server = (TestServer)service.Services.GetRequiredService<IServer>();
        using var channel = GrpcChannel.ForAddress("http://localhost", new() { HttpHandler = server.CreateHandler() });
        using var call = new ReferralsGrpc.ReferralsClient(channel).StreamAllocations(
            new StreamAllocationsRequest(), new Metadata { { "Authorization", $"Bearer {token}" } });
        var all = new List<Allocation>();
        await foreach (var allocation in call.ResponseStream.ReadAllAsync()) all.Add(allocation);
        return all;
    }

    /// <summary>Judges a message in a transaction of its own, as another instance of the service would.</summary>
    private async Task<string> Judge(IjwMessage message)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.Begin(TestContext.Current.CancellationToken);
        var header = message.CommonHeader;
        var received = new ReceivedMessage(
            Guid.NewGuid(), message.Kind, header.Afzender, header.Ontvanger, header.BerichtIdentificatie.Identificatie,
            header.BerichtIdentificatie.Dagtekening, Samples.Now, null);
        var handler = scope.ServiceProvider.GetServices<IMessageHandler>().First(h => h.Kind == message.Kind);
        var judged = await handler.Handle([new(received, message, [])], TestContext.Current.CancellationToken);
        await work.Commit(TestContext.Current.CancellationToken);
        return Assert.Single(judged).Verdict;
    }
}
