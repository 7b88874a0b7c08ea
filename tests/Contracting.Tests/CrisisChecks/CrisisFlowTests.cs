using System.Text.Json;
using Dapper;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Tendering.Wire.V1;
using Jeugdregio.TestSupport;
using static Jeugdregio.Contracting.Tests.ContractingFixture;
using CrisisCheckMessage = Jeugdregio.Contracting.Wire.V1.Grpc.CrisisCheck;

namespace Jeugdregio.Contracting.Tests.CrisisChecks;

/// <summary>From the question to the last word, through the service as it runs.</summary>
[Collection(typeof(ContractingCollection)), Trait("needs", "database"), Trait("needs", "broker")]
[Trait("requirement", "R21")]
public sealed class CrisisFlowTests(ContractingFixture service)
{
    private const string Product = "46A03";
    private static readonly string Team = TestTokens.Municipality("0479");
    private static long _number = 300_000_000;

    [Fact, Trait("requirement", "C10")]
    public async Task Expensive_crisis_care_is_allocated_at_once_and_the_last_word_on_it_is_told_once()
    {
        var award = await Agreed();
        var asked = await service.Ask(Team, award.Provider, award.StartDate, Product);
        Assert.True(asked.Allowed);
        var due = award.StartDate.AddDays(14);
        Assert.Equal(due.ToString("O"), asked.ApprovalDueOn);
        Assert.Equal("", (await service.Ask(Team, award.Provider, award.StartDate)).ApprovalDueOn);

        var made = Made(award);
        await Tell(made);
        await Tell(made);
        var check = await Check(made);
        Assert.Equal(("awaiting", 300_000L), (Status(check), check.GetProperty("tariffCents").GetInt64()));
        var path = $"/v1/crisis-checks/{check.GetProperty("id").GetString()}";
        Assert.Equal("reason-invalid", await Refused(Decide(path, true, "")));
        Assert.Equal("refused", Status(await Ok(Decide(path, false, "It could have waited."))));
        Assert.Equal("crisis-check-closed", await Refused(Decide(path, true, "After all.")));
        await Tell(made);
        await Tell(Deleted(made));

        Assert.Equal(
            [(1, "awaiting", due), (2, "refused", service.Today)],
            (await Told(made)).Select(t => (t.Version, t.Status, t.CoveredUntil!.Value)));
        Assert.Equal(2, Assert.Single(await Stream(), c => c.AllocationNumber == made.AllocationNumber).Version);
    }

    [Fact]
    public async Task A_check_that_nobody_decided_is_overdue_after_its_term_and_is_listed_and_told()
    {
        var award = await Agreed();
        var made = Made(award);
        await Tell(made);
        var check = await Check(made);
        await using var connection = await service.Connection();
        // the clock is shared with other tests: the term is moved instead
        await connection.ExecuteAsync(
            "update crisis_check set due_on = @today where allocation_number = @number",
            new { today = service.Today.AddDays(-1), number = made.AllocationNumber });
        await Wait.Until(async () => Status(await Check(made)) == "overdue");
        Assert.Contains(await List("overdue"), c => Number(c) == made.AllocationNumber);
        Assert.DoesNotContain(await List("awaiting"), c => Number(c) == made.AllocationNumber);
        Assert.Equal([(1, "awaiting"), (2, "overdue")], (await Told(made)).Select(t => (t.Version, t.Status)));

        await Ok(Decide($"/v1/crisis-checks/{check.GetProperty("id").GetString()}", true, "It could not have waited."));
        var last = (await Told(made))[^1];
        Assert.Equal((3, "approved", (DateOnly?)null), (last.Version, last.Status, last.CoveredUntil));
    }

    [Fact, Trait("requirement", "C10")]
    public async Task An_approval_that_is_granted_afterwards_holds_for_it()
    {
        var award = await Agreed();
        var made = Made(award);
        await Tell(made);
        await Check(made);
        var approval = (await Ok(service.Post(Team, "/v1/approvals", new
        {
            provider = award.Provider, product = Product, municipality = "0479", validFrom = award.StartDate,
            validUntil = award.StartDate.AddMonths(1), maximumTariffCents = 300_000,
        }))).GetProperty("id").GetString();
        await Ok(service.Post(
            TestTokens.ContractManager, $"/v1/approvals/{approval}/decisions",
            new { granted = true, reason = "So be it." }));
        Assert.Equal("approved", Status(await Check(made)));
        Assert.Null((await Told(made))[^1].CoveredUntil);
        // and the next needs no check
        Assert.Equal("", (await service.Ask(Team, award.Provider, award.StartDate, Product)).ApprovalDueOn);
        var next = Made(award);
        await Tell(next);
        Assert.Empty(await Told(next));
    }

    [Fact]
    public async Task A_deletion_that_is_told_before_the_allocation_leaves_nothing_to_check()
    {
        var award = await Agreed();
        var made = Made(award);
        await Tell(Deleted(made));
        Assert.Equal("withdrawn", Status(await Check(made)));
        await Tell(made);
        Assert.Equal("withdrawn", Status(await Check(made)));
        Assert.Single(await Told(made));
    }

    [Fact]
    public async Task A_deletion_withdraws_what_still_awaits_its_check()
    {
        var made = Made(await Agreed());
        await Tell(made);
        await Check(made);
        await Tell(Deleted(made));
        await Wait.Until(async () => Status(await Check(made)) == "withdrawn");
        Assert.Equal(["awaiting", "withdrawn"], (await Told(made)).Select(t => t.Status));
    }

    [Fact, Trait("requirement", "C09")]
    public async Task The_overview_says_that_its_approval_follows()
    {
        var award = await Agreed(startsInDays: 0);
        var items = (await service.Get(Team, $"/v1/contracted-products?provider={award.Provider}&product={Product}"))
            .GetProperty("items");
        Assert.Equal(
            (false, true), (items[0].GetProperty("approvalRequired").GetBoolean(),
                items[0].GetProperty("approvalFollows").GetBoolean()));
    }

    /// <summary>A signed agreement of a new provider for ordinary care and for expensive crisis care.</summary>
    private async Task<LotAwarded> Agreed(int startsInDays = 3)
    {
        var award = service.Award(service.NewProvider(), startsInDays);
        award = award with { Products = [award.Products[0], new(Product, "14", 300_000)] };
        await service.Signed(award);
        return award;
    }

    private AllocationMade Made(LotAwarded award) => new(
        "0479", Interlocked.Increment(ref _number), 1, null, null, "client", award.Provider, "B", "46", Product,
        award.StartDate, null, 7, "14", "2", null, null, 0, service.Clock.GetUtcNow());

    /// <summary>The check of the allocation, once it is there.</summary>
    private async Task<JsonElement> Check(AllocationMade made)
    {
        JsonElement found = default;
        await Wait.Until(async () =>
        {
            found = (await List(null)).FirstOrDefault(c => Number(c) == made.AllocationNumber);
            return found.ValueKind is JsonValueKind.Object;
        });
        return found;
    }

    private async Task<List<JsonElement>> List(string? status) =>
        [.. (await service.Get(
            TestTokens.ContractManager, $"/v1/crisis-checks?limit=200{(status is null ? "" : $"&status={status}")}"))
            .GetProperty("items").EnumerateArray()];

    private Task<HttpResponseMessage> Decide(string path, bool approved, string reason) =>
        service.Post(TestTokens.ContractManager, $"{path}/decisions", new { approved, reason });

    private async Task<IReadOnlyList<CrisisCheckChanged>> Told(AllocationMade made) =>
        [.. (await service.Told<CrisisCheckChanged>()).Where(t => t.AllocationNumber == made.AllocationNumber)];

    private async Task<List<CrisisCheckMessage>> Stream()
    {
        var (client, channel) = service.Grpc(TestTokens.Service("billing"));
        var all = new List<CrisisCheckMessage>();
        using (channel)
        using (var call = client.StreamCrisisChecks(new(), cancellationToken: TestContext.Current.CancellationToken))
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
                all.Add(call.ResponseStream.Current);
        return all;
    }

    /// <summary>Tells it and waits until it has been taken in.</summary>
    private async Task Tell(AllocationMade made)
    {
        var id = Guid.CreateVersion7();
        await service.Tell(made, id);
        await using var connection = await service.Connection();
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select from inbox where message_id = @id)", new { id }));
    }

    private static AllocationMade Deleted(AllocationMade made) =>
        made with { Version = 2, ReasonForChange = "13", EndDate = made.StartDate };

    private static string Status(JsonElement check) => check.GetProperty("status").GetString()!;

    private static long Number(JsonElement check) => check.GetProperty("allocationNumber").GetInt64();
}
