using System.Globalization;
using System.Net;
using Dapper;
using Grpc.Core;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.TestSupport;
using static Jeugdregio.Contracting.Tests.ContractingFixture;

namespace Jeugdregio.Contracting.Tests.IndividualAgreements;

/// <summary>From what Referrals told to what may be allocated, what Billing is told, and the end.</summary>
[Collection(typeof(ContractingCollection)), Trait("needs", "database"), Trait("needs", "broker")]
[Trait("requirement", "C32")]
public sealed class IndividualAgreementTests(ContractingFixture service)
{
    private const string Path = "/v1/individual-agreements";
    private static readonly string Team = TestTokens.Municipality("0479");
    private static int _client;

    [Fact]
    public async Task Once_agreed_it_may_be_allocated_for_its_client_only_and_is_told_as_a_tariff_of_that_client()
    {
        var (provider, client) = (service.NewProvider(), NewClient());
        var told = await Propose(service, provider, client);
        Assert.Equal("no-agreement", (await Ask(provider, client)).RefusalCode);
        await Agree(told.AgreementId);

        var allowed = await Ask(provider, client);
        Assert.Equal(
            (true, told.AgreementId.ToString(), "B", 300_000L, "84", Text(told.ValidUntil)),
            (allowed.Allowed, allowed.AgreementId, allowed.Segment, allowed.TariffCents, allowed.TariffUnit,
                allowed.LastDay));
        Assert.Equal("no-agreement", (await Ask(provider, NewClient())).RefusalCode);
        Assert.Equal("no-agreement", (await service.Ask(Team, provider, service.Today)).RefusalCode);
        Assert.Equal("product-not-in-agreement", (await Ask(provider, client, product: "45A53")).RefusalCode);
        Assert.Equal("municipality-not-in-agreement", (await service.Ask(
            TestTokens.Municipality("0439"), provider, service.Today, municipality: "0439", clientKey: client))
            .RefusalCode);
        Assert.Equal(
            "agreement-not-active-on-day", (await Ask(provider, client, told.ValidUntil.AddDays(1))).RefusalCode);

        var set = Assert.Single(await service.Told<TariffSet>(), t => t.Provider == provider);
        Assert.Equal(
            (told.AgreementId, 1, "B", "45A48", "84", 300_000L, told.ValidFrom, told.ValidUntil, client),
            (set.AgreementId, set.Version, set.Segment, set.Product, set.Unit, set.TariffCents, set.ValidFrom,
                set.ValidUntil, set.ClientKey));
        Assert.Equal(["0479"], set.Municipalities);
        var streamed = Assert.Single(await Stream(provider));
        Assert.Equal(
            (set.TariffId.ToString(), 1, client, 300_000L, Text(set.ValidFrom), Text(set.ValidUntil)),
            (streamed.TariffId, streamed.Version, streamed.ClientKey, streamed.TariffCents, streamed.ValidFrom,
                streamed.ValidUntil));
        Assert.Equal(["0479"], streamed.Municipalities);
    }

    [Fact]
    public async Task It_is_decided_once_by_somebody_else_and_a_refusal_is_told_to_nobody()
    {
        var provider = service.NewProvider();
        var id = await Proposed(service, provider, by: "rno-contractmanager");
        var path = $"{Path}/{id}/decisions";
        Assert.Equal("individual-agreement-by-proposer", await Refused(service.Post(
            TestTokens.ContractManager, path, new { agreed = true, reason = "Mine." })));
        var other = TestTokens.For("rno-contractmanager-2", [ServiceHost.Auth.Role.ContractManager]);
        var refused = await Ok(service.Post(other, path, new { agreed = false, reason = "There is one contracted." }));
        Assert.Equal("refused", refused.GetProperty("status").GetString());
        Assert.Equal("individual-agreement-decided-already", await Refused(service.Post(
            other, path, new { agreed = true, reason = "On second thoughts." })));
        Assert.DoesNotContain(await service.Told<TariffSet>(), t => t.Provider == provider);
        Assert.Empty(await Stream(provider));
    }

    [Fact]
    public async Task It_stands_in_for_no_framework_agreement_that_holds_the_product_there_and_then()
    {
        var award = service.Award(service.NewProvider(), startsInDays: 0);
        await service.Signed(award);
        var contracted = await Propose(service, award.Provider, NewClient());
        Assert.Equal("product-contracted", await Refused(Decide(contracted.AgreementId)));
        // another product, another municipality and other days are not contracted
        await Agree((await Propose(service, award.Provider, NewClient(), product: "45A49")).AgreementId);
        await Agree((await Propose(service, award.Provider, NewClient(), municipality: "0880")).AgreementId);
        var before = service.Today.AddDays(-1);
        await Agree((await Propose(service, award.Provider, NewClient(), until: before)).AgreementId);
    }

    [Fact]
    public async Task Two_for_the_same_client_and_product_agreed_with_at_the_same_moment_are_one()
    {
        var (provider, client) = (service.NewProvider(), NewClient());
        var ids = new List<Guid>();
        for (var i = 0; i < 4; i++) ids.Add((await Propose(service, provider, client)).AgreementId);
        var answers = await Task.WhenAll(ids.Select(Decide));
        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.OK);
        Assert.All(answers, a => Assert.True(
            a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity));
        Assert.Single(await service.Told<TariffSet>(), t => t.Provider == provider);
    }

    [Fact]
    public async Task Told_twice_it_is_one_proposal()
    {
        var told = await Propose(service, service.NewProvider(), NewClient());
        await service.Tell(told with { Reason = "Told again." });
        await Propose(service, told.Provider, NewClient());
        var read = await service.Get(TestTokens.ContractManager, $"{Path}/{told.AgreementId}");
        Assert.Equal(told.Reason, read.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task It_ends_with_the_last_care_on_it_also_when_that_is_told_out_of_order()
    {
        var (provider, client) = (service.NewProvider(), NewClient());
        var told = await Propose(service, provider, client);
        await Agree(told.AgreementId);
        var (first, end) = (Made(told, client), service.Today.AddDays(9));
        await service.Tell(first with { Version = 3, EndDate = end, ReasonForChange = "05" });
        await Ends(told.AgreementId, end);
        // the first versions come late, a stranger's and another product's care is none of it
        await service.Tell(first);
        await service.Tell(first with { Version = 2, EndDate = end.AddDays(50) });
        await service.Tell(first with { AllocationNumber = 2, ClientKey = NewClient(), EndDate = end.AddDays(60) });
        await service.Tell(first with { AllocationNumber = 3, Product = "45A53", EndDate = end.AddDays(60) });
        await service.Tell(first with { AllocationNumber = 4, Municipality = "0880", EndDate = end.AddDays(60) });
        await service.Tell(first with { AllocationNumber = 5, StartDate = told.ValidFrom.AddDays(-1) });

        Assert.True((await Ask(provider, client, end.AddDays(1))).Allowed);
        Assert.Equal("agreement-not-active-on-day", (await Ask(provider, client, end.AddDays(2))).RefusalCode);
        // what follows without a gap goes on; taken back, it never was
        await service.Tell(first with { AllocationNumber = 6, StartDate = end.AddDays(1), EndDate = end.AddDays(30) });
        await Ends(told.AgreementId, end.AddDays(30));
        await service.Tell(first with
        {
            AllocationNumber = 6, Version = 2, StartDate = end.AddDays(1), EndDate = end.AddDays(1),
            ReasonForChange = "13",
        });
        await Ends(told.AgreementId, end);
        // an open end, and a later one than agreed, end with the agreement
        await service.Tell(first with { Version = 4, EndDate = null });
        await Ends(told.AgreementId, told.ValidUntil);
        Assert.True((await Ask(provider, client, told.ValidUntil)).Allowed);
    }

    [Fact, Trait("requirement", "M20")]
    public async Task No_answer_and_no_decision_says_who_the_client_is()
    {
        var (provider, client) = (service.NewProvider(), NewClient());
        var id = (await Propose(service, provider, client)).AgreementId;
        using var decided = await Decide(id);
        var texts = new List<string> { await decided.Content.ReadAsStringAsync() };
        foreach (var token in (string[])[TestTokens.ContractManager, Team, TestTokens.Provider(provider)])
            texts.Add((await service.Get(token, $"{Path}/{id}")).GetRawText());
        await using var connection = await service.Connection();
        texts.AddRange(await connection.QueryAsync<string>(
            "select input::text || outcome::text from decision where subject = @subject",
            new { subject = $"individual-agreement-{id}" }));
        Assert.Equal(6, texts.Count);
        Assert.All(texts, t => Assert.DoesNotContain(client, t, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_provider_reads_the_terms_and_not_how_they_came_about()
    {
        var provider = service.NewProvider();
        var id = await Agreed(service, provider);
        var read = await service.Get(TestTokens.Provider(provider), $"{Path}/{id}");
        Assert.Equal(
            (300_000L, "agreed"),
            (read.GetProperty("tariffCents").GetInt64(), read.GetProperty("status").GetString()));
        foreach (var hidden in (string[])["reason", "proposedBy", "decidedBy", "decisionReason"])
            Assert.True(!read.TryGetProperty(hidden, out var value) || value.GetString() is null, hidden);
        var seen = await service.Get(Team, $"{Path}/{id}");
        Assert.Equal("gemeente-0479", seen.GetProperty("proposedBy").GetString());
    }

    [Theory]
    [InlineData("x"), InlineData(""), InlineData("A0000000000000000000000000000000")]
    public async Task A_client_key_that_is_none_is_malformed_and_not_repeated(string key)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => Ask("01000001", key));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        if (key.Length > 1) Assert.DoesNotContain(key, refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact, Trait("requirement", "B12")]
    public async Task After_a_move_the_new_municipality_may_go_on_with_what_the_other_one_had_agreed()
    {
        var award = service.Award(service.NewProvider(), startsInDays: 0);
        var id = await service.Signed(award);
        var (first, last) = (award.StartDate, award.StartDate.AddDays(20));
        var moved = new Move { Municipality = "0479", FirstDay = Text(first), LastDay = Text(last) };
        Task<MayAllocateReply> Moved(DateOnly on, Move? move, string product = "45A48", string to = "0880") =>
            service.Ask(TestTokens.Municipality(to), award.Provider, on, product, to, moved: move);

        var allowed = await Moved(last.AddDays(1), moved);
        Assert.Equal(
            (true, id, 65_000L, Text(last.AddDays(1).AddYears(1).AddDays(-1))),
            (allowed.Allowed, allowed.AgreementId, allowed.TariffCents, allowed.LastDay));
        // its own refusal is the answer to all else, and says nothing of the municipality left
        var day = last.AddDays(1);
        foreach (var refused in (MayAllocateReply[])
        [
            await Moved(day, null), await Moved(last, moved), await Moved(day.AddYears(1), moved),
            await Moved(day, moved, product: "45A49"), await Moved(day, moved, product: "45A53"),
            await Moved(day, new() { Municipality = "0852", FirstDay = Text(first), LastDay = Text(last) }),
        ])
            Assert.Equal(
                ("municipality-not-in-agreement", "", 0L, false),
                (refused.RefusalCode, refused.AgreementId, refused.TariffCents, refused.HasLastDay));
        // where it has a contract of its own, that decides
        Assert.False((await Moved(last.AddDays(1), moved, to: "0439")).HasLastDay);
    }

    [Theory, Trait("requirement", "B12")]
    [InlineData("Zaanstad", "2027-01-01", "2027-01-31"), InlineData("0479", "2027-02-01", "2027-01-31")]
    [InlineData("0479", "2027-01-01", "9999-12-31"), InlineData("0479", "", "2027-01-31")]
    public async Task A_move_that_makes_no_sense_is_an_error(string municipality, string first, string last)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => service.Ask(
            Team, "01000001", service.Today,
            moved: new() { Municipality = municipality, FirstDay = first, LastDay = last }));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    /// <summary>One that has been agreed with.</summary>
    internal static async Task<Guid> Agreed(ContractingFixture service, string provider, string product = "45A48")
    {
        var id = await Proposed(service, provider, product);
        await Ok(service.Post(
            TestTokens.ContractManager, $"{Path}/{id}/decisions", new { agreed = true, reason = "Needed." }));
        return id;
    }

    /// <summary>One that waits for a contract manager.</summary>
    internal static async Task<Guid> Proposed(
        ContractingFixture service, string provider, string product = "45A48", string by = "gemeente-0479") =>
        (await Propose(service, provider, NewClient(), product, by: by)).AgreementId;

    private static string NewClient() =>
        Interlocked.Increment(ref _client).ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Tells it as Referrals does, and waits until it can be read.</summary>
    private static async Task<IndividualAgreementProposed> Propose(
        ContractingFixture service, string provider, string client, string product = "45A48",
        string municipality = "0479", string by = "gemeente-0479", DateOnly? until = null)
    {
        var from = service.Today.AddDays(-30);
        var told = new IndividualAgreementProposed(
            Guid.CreateVersion7(), Guid.CreateVersion7(), client, municipality, provider, "B", product, "84", 300_000,
            from, until ?? from.AddYears(1), "A year of family therapy.", "Nobody contracted speaks sign language.", by,
            service.Clock.GetUtcNow());
        await service.Tell(told);
        using var reader = service.Client(TestTokens.ContractManager);
        await Wait.Until(async () => (await reader.GetAsync(
            new Uri($"{Path}/{told.AgreementId}", UriKind.Relative))).IsSuccessStatusCode);
        return told;
    }

    /// <summary>The first version of an allocation on it, without an end.</summary>
    private static AllocationMade Made(IndividualAgreementProposed told, string client) => new(
        told.Municipality, 1, 1, told.RequestId, null, client, told.Provider, told.Segment, "45", told.Product,
        told.ValidFrom.AddDays(30), null, 1, "84", "4", null, null, 0, told.ProposedAt);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<MayAllocateReply> Ask(
        string provider, string client, DateOnly? day = null, string product = "45A48") =>
        service.Ask(Team, provider, day ?? service.Today, product, clientKey: client);

    private Task<HttpResponseMessage> Decide(Guid id) => service.Post(
        TestTokens.ContractManager, $"{Path}/{id}/decisions", new { agreed = true, reason = "Needed." });

    private Task Agree(Guid id) => Ok(Decide(id));

    private Task Ends(Guid id, DateOnly day) => Wait.Until(async () =>
        (await service.Get(Team, $"{Path}/{id}")).GetProperty("lastDay").GetString() == Text(day));

    private async Task<IReadOnlyList<Tariff>> Stream(string provider)
    {
        var (client, channel) = service.Grpc(TestTokens.Service("billing"));
        using var open = channel;
        using var call = client.StreamTariffs(new(), cancellationToken: TestContext.Current.CancellationToken);
        var found = new List<Tariff>();
        await foreach (var tariff in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
            if (tariff.Provider == provider) found.Add(tariff);
        return found;
    }
}
