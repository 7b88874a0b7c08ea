using System.Net;
using System.Text.Json;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Referrals.Tests;

/// <summary>That a client moved with its care is known from what was allocated, and told to Contracting only.</summary>
[Collection(typeof(ReferralsCollection)), Trait("needs", "database"), Trait("needs", "broker")]
[Trait("requirement", "B12")]
public sealed class MoveTests(ReferralsService service)
{
    private const string Product = "45A96";
    private static readonly DateOnly After = new(2026, 4, 1);

    [Fact]
    public async Task After_a_move_contracting_is_told_of_the_care_that_ended_by_it()
    {
        var bsn = Ask.Bsn();
        await Left(bsn);
        await Honour(bsn);
        Assert.Equal(
            new Move { Municipality = "0479", FirstDay = "2026-01-12", LastDay = "2026-03-31" },
            service.Contracting.LastAsked!.Moved);
    }

    [Fact]
    public async Task The_last_of_several_moves_counts()
    {
        var bsn = Ask.Bsn();
        await Left(bsn);
        await Left(bsn, "0415", new(2026, 4, 1), new(2026, 4, 30));
        await Honour(bsn, start: new(2026, 5, 1));
        Assert.Equal("0415", service.Contracting.LastAsked!.Moved.Municipality);
        // and not one that came after the care that is asked for
        await Honour(Ask.Bsn(), start: new(2026, 5, 1));
        Assert.Null(service.Contracting.LastAsked!.Moved);
    }

    [Theory]
    [InlineData("another-client"), InlineData("another-provider"), InlineData("another-product")]
    [InlineData("another-reason"), InlineData("own-municipality"), InlineData("not-yet-ended")]
    public async Task What_is_no_move_with_this_care_is_not_told(string what)
    {
        var bsn = Ask.Bsn();
        await Left(
            what == "another-client" ? Ask.Bsn() : bsn, what == "own-municipality" ? "0852" : "0479",
            provider: what == "another-provider" ? Ask.Other : Ask.Provider,
            product: what == "another-product" ? "45A95" : Product, reason: what == "another-reason" ? "05" : "07");
        // within a municipality the same care is extended, not allocated again; after a gap it is
        await Honour(bsn, start: what is "not-yet-ended" ? new(2026, 3, 31) : After.AddDays(1));
        var asked = service.Contracting.LastAsked!;
        Assert.Equal(("0852", Product), (asked.Municipality, asked.Product));
        Assert.Null(asked.Moved);
    }

    [Fact, Trait("requirement", "M20")]
    public async Task A_municipality_reads_nothing_of_the_one_that_was_left()
    {
        var bsn = Ask.Bsn();
        var left = await Left(bsn);
        service.Contracting.Answers[Product] = new()
        {
            Allowed = true, Segment = "B", AgreementId = "left-0479", TariffCents = 65_000, TariffUnit = "",
            LastDay = "2027-03-31",
        };
        var decided = await Honour(bsn);
        service.Contracting.Answers.Remove(Product);
        Assert.Equal("0852", decided.GetProperty("municipality").GetString());
        var own = TestTokens.Municipality("0852");
        var number = decided.GetProperty("allocationNumber").GetInt64();
        var request = decided.GetProperty("requestId").GetGuid();
        var letter = await service.Read(Ask.Provider, decided.GetProperty("message").GetString()!);
        Assert.Single(((Jw301)letter).Client.ToegewezenProducten);
        foreach (var text in (string[])
        [
            decided.GetRawText(), (await service.Get(own, $"/v1/allocations/0852/{number}")).GetRawText(),
            (await service.Get(own, $"/v1/allocation-requests/{request}")).GetRawText(),
        ])
            foreach (var secret in (string[])["0479", "2026-03-31", "2027-03-31", "left-0479", left])
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        using var stranger = service.Client(own);
        using var refused = await stranger.GetAsync(new Uri($"/v1/allocations/0479/{left}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    /// <summary>Care that a municipality allocated and ended; gives its number.</summary>
    private async Task<string> Left(
        string bsn, string municipality = "0479", DateOnly? start = null, DateOnly? end = null,
        string provider = Ask.Provider, string product = Product, string reason = "07")
    {
        var asked = Ask.For(bsn, Ask.Header(provider, municipality), Ask.Product(product, start: start));
        using var honoured = await service.Decide(
            await service.Request(asked), new { decision = "honour", address = Ask.Address }, municipality);
        var made = await ReferralsService.Body(honoured, HttpStatusCode.OK);
        var number = made.GetProperty("allocationNumber").GetInt64();
        using var ended = await service.Post(
            TestTokens.Municipality(municipality), $"/v1/allocations/{municipality}/{number}/changes",
            new { change = "end", endDate = end ?? After.AddDays(-1), reason });
        await ReferralsService.Body(ended, HttpStatusCode.OK);
        return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waterland goes on with it.</summary>
    private async Task<JsonElement> Honour(string bsn, DateOnly? start = null)
    {
        var asked = Ask.For(bsn, Ask.Header(municipality: "0852"), Ask.Product(Product, start: start ?? After));
        using var honoured = await service.Decide(
            await service.Request(asked), new { decision = "honour", address = Ask.Address }, "0852");
        return await ReferralsService.Body(honoured, HttpStatusCode.OK);
    }
}
