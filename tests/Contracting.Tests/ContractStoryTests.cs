using System.Net;
using Grpc.Core;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.TestSupport;
using static Jeugdregio.Contracting.Tests.ContractingFixture;
using Tariff = Jeugdregio.Contracting.Wire.V1.Grpc.Tariff;

namespace Jeugdregio.Contracting.Tests;

[Collection(typeof(ContractingCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class ContractStoryTests(ContractingFixture service)
{
    private static readonly string Team = TestTokens.Municipality("0479");
    private static readonly string Other = TestTokens.For("rno-contractmanager-2", [ServiceHost.Auth.Role.ContractManager]);

    [Fact, Trait("requirement", "C01")]
    public async Task An_award_that_is_told_three_times_becomes_one_draft()
    {
        var award = service.Award(service.NewProvider());
        var message = Guid.CreateVersion7();
        await service.Tell(award, message);
        await service.Tell(award, message);
        await service.Draft(award);
        var page = await service.Get(TestTokens.ContractManager, $"/v1/agreements?provider={award.Provider}");
        Assert.Equal("draft", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("status").GetString());
    }

    [Fact, Trait("requirement", "T27")]
    public async Task Both_sign_and_the_agreement_and_its_tariffs_are_told_once()
    {
        var award = service.Award(service.NewProvider());
        var id = await service.Draft(award);
        var path = $"/v1/agreements/{id}/signatures";
        await Ok(service.Post(TestTokens.Provider(award.Provider), path, null));
        Assert.DoesNotContain(await service.Told<AgreementActivated>(), a => a.Provider == award.Provider);
        Assert.Equal("signed-already", await Refused(service.Post(TestTokens.Provider(award.Provider), path, null)));
        var signed = await Ok(service.Post(TestTokens.ContractManager, path, null));
        Assert.Equal("signed", signed.GetProperty("status").GetString());

        var told = Assert.Single(await service.Told<AgreementActivated>(), a => a.Provider == award.Provider);
        Assert.Equal((Guid.Parse(id), award.StartDate), (told.AgreementId, told.StartDate));
        Assert.Equal(["45A48", "45A53"], told.Products);
        Assert.Equal(
            [("45A48", 1, 65_000L), ("45A53", 1, 300_000L)],
            (await service.Told<TariffSet>()).Where(t => t.AgreementId == told.AgreementId).Select(t => (t.Product, t.Version, t.TariffCents)));
    }

    [Fact, Trait("requirement", "T27")]
    public async Task Signed_late_it_starts_today()
    {
        var award = service.Award(service.NewProvider(), startsInDays: -10);
        var id = await service.Signed(award);
        var agreement = await service.Get(TestTokens.ContractManager, $"/v1/agreements/{id}");
        Assert.Equal(Values.DutchCalendar.Today(service.Clock), DateOnly.Parse(
            agreement.GetProperty("startDate").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("active", agreement.GetProperty("status").GetString());
    }

    [Fact, Trait("requirement", "C08")]
    public async Task May_allocate_answers_from_what_is_signed()
    {
        var award = service.Award(service.NewProvider());
        Assert.Equal("no-agreement", (await service.Ask(Team, award.Provider, award.StartDate)).RefusalCode);
        var id = await service.Draft(award);
        Assert.Equal("no-agreement", (await service.Ask(Team, award.Provider, award.StartDate)).RefusalCode);
        await Ok(service.Post(TestTokens.Provider(award.Provider), $"/v1/agreements/{id}/signatures", null));
        await Ok(service.Post(TestTokens.ContractManager, $"/v1/agreements/{id}/signatures", null));

        var allowed = await service.Ask(Team, award.Provider, award.StartDate);
        Assert.True(allowed.Allowed);
        Assert.Equal((id, "B", 65_000L, "84"), (allowed.AgreementId, allowed.Segment, allowed.TariffCents, allowed.TariffUnit));
        Assert.True((await service.Ask(TestTokens.Service("referrals"), award.Provider, award.StartDate, "", category: "45")).Allowed);
        Assert.Equal("agreement-not-active-on-day", (await service.Ask(Team, award.Provider, award.StartDate.AddDays(-1))).RefusalCode);
        Assert.Equal("product-not-in-agreement", (await service.Ask(Team, award.Provider, award.StartDate, "44A08")).RefusalCode);
        var elsewhere = TestTokens.Municipality("0880");
        Assert.Equal(
            "municipality-not-in-agreement", (await service.Ask(elsewhere, award.Provider, award.StartDate, municipality: "0880")).RefusalCode);
    }

    [Fact, Trait("requirement", "G02")]
    public async Task May_allocate_answers_nobody_who_acts_neither_for_the_municipality_nor_for_the_provider()
    {
        var award = service.Award(service.NewProvider());
        foreach (var stranger in new[] { TestTokens.Municipality("0880"), TestTokens.Provider("01000009") })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => service.Ask(stranger, award.Provider, award.StartDate));
            Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        }
    }

    [Theory]
    [InlineData("1", "45A48", "0479", ""), InlineData("01000001", "4", "0479", ""), InlineData("01000001", "45A48", "Zaanstad", "")]
    [InlineData("01000001", "45A48", "0479", "44"), InlineData("01000001", "", "0479", ""), InlineData("01000001", "", "0479", "4")]
    public async Task A_question_that_makes_no_sense_is_an_error(string provider, string product, string municipality, string category)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            service.Ask(TestTokens.Service("referrals"), provider, Samples.Start, product, municipality, category));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Fact, Trait("requirement", "C10")]
    public async Task Expensive_care_is_allocated_only_after_somebody_else_approved()
    {
        var award = service.Award(service.NewProvider());
        await service.Signed(award);
        Assert.Equal("approval-required", (await service.Ask(Team, award.Provider, award.StartDate, "45A53")).RefusalCode);
        var request = new
        {
            provider = award.Provider,
            product = "45A53",
            municipality = "0479",
            validFrom = award.StartDate,
            validUntil = award.StartDate.AddMonths(3),
            maximumTariffCents = 300_000,
        };
        Assert.Equal(
            "municipality-not-yours",
            await Refused(service.Post(TestTokens.Municipality("0880"), "/v1/approvals", request), HttpStatusCode.Forbidden));
        var asked = (await Ok(service.Post(Team, "/v1/approvals", request))).GetProperty("id").GetString();
        Assert.Equal("approval-required", (await service.Ask(Team, award.Provider, award.StartDate, "45A53")).RefusalCode);
        await Ok(service.Post(TestTokens.ContractManager, $"/v1/approvals/{asked}/decisions", new { granted = true, reason = "Needed." }));
        Assert.True((await service.Ask(Team, award.Provider, award.StartDate, "45A53")).Allowed);
        var told = Assert.Single(await service.Told<ApprovalGranted>(), a => a.Provider == award.Provider);
        Assert.Equal(
            (Guid.Parse(asked!), "45A53", "0479", award.StartDate, award.StartDate.AddMonths(3), 300_000L),
            (told.ApprovalId, told.Product, told.Municipality, told.ValidFrom, told.ValidUntil,
                told.MaximumTariffCents));

        var again = (await Ok(service.Post(TestTokens.ContractManager, "/v1/approvals", request))).GetProperty("id").GetString();
        var decision = $"/v1/approvals/{again}/decisions";
        Assert.Equal(
            "approval-by-requester", await Refused(service.Post(TestTokens.ContractManager, decision, new { granted = true, reason = "Mine." })));
        Assert.Equal("approval-overlaps", await Refused(service.Post(Other, decision, new { granted = true, reason = "Too." })));
        Assert.Equal("refused", (await Ok(service.Post(Other, decision, new { granted = false, reason = "There is one." })))
            .GetProperty("status").GetString());
        // what was refused is not told; what was granted can be read again
        var (client, channel) = service.Grpc(TestTokens.Service("billing"));
        using (channel)
        using (var call = client.StreamApprovals(new(), cancellationToken: TestContext.Current.CancellationToken))
        {
            var streamed = new List<string?>();
            await foreach (var a in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
                if (a.Provider == award.Provider) streamed.Add(a.ApprovalId);
            Assert.Equal([asked], streamed);
        }
        Assert.Single(await service.Told<ApprovalGranted>(), a => a.Provider == award.Provider);
    }

    [Fact, Trait("requirement", "C10")]
    public async Task Two_overlapping_approvals_granted_at_the_same_moment_are_one()
    {
        var provider = service.NewProvider();
        var day = service.Today;
        var request = new
        {
            provider,
            product = "45A53",
            municipality = "0479",
            validFrom = day,
            validUntil = day.AddDays(9),
            maximumTariffCents = 1,
        };
        var ids = new List<string>();
        for (var i = 0; i < 4; i++) ids.Add((await Ok(service.Post(Team, "/v1/approvals", request))).GetProperty("id").GetString()!);
        var answers = await Task.WhenAll(ids.Select(id =>
            service.Post(TestTokens.ContractManager, $"/v1/approvals/{id}/decisions", new { granted = true, reason = "Needed." })));
        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.OK);
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity));
    }

    [Fact, Trait("requirement", "C14")]
    public async Task An_indexation_is_a_new_version_that_is_told_and_read_back_and_streamed()
    {
        var award = service.Award(service.NewProvider());
        var id = await service.Signed(award);
        var tariff = (await service.Get(TestTokens.Provider(award.Provider), $"/v1/agreements/{id}/tariffs"))
            .GetProperty("items").EnumerateArray().Single(t => t.GetProperty("product").GetString() == "45A48");
        var versions = $"/v1/tariffs/{tariff.GetProperty("id").GetString()}/versions";
        Assert.Equal(
            "outside-agreement", await Refused(service.Post(TestTokens.ContractManager, versions, new { validFrom = service.Today, tariffCents = 1 })));
        var set = await Ok(service.Post(
            TestTokens.ContractManager, versions, new { validFrom = award.StartDate.AddYears(1), indexationBasisPoints = 250 }));
        Assert.Equal((2, 66_625L), (set.GetProperty("version").GetInt32(), set.GetProperty("tariffCents").GetInt64()));
        Assert.Equal(65_000, (await service.Ask(Team, award.Provider, award.StartDate.AddYears(1).AddDays(-1))).TariffCents);
        Assert.Equal(66_625, (await service.Ask(Team, award.Provider, award.StartDate.AddYears(1))).TariffCents);

        var told = (await service.Told<TariffSet>()).Where(t => t.Provider == award.Provider).ToList();
        Assert.Equal(3, told.Count);
        var streamed = await Stream(award.Provider);
        Assert.Equal(
            told.OrderBy(t => t.SetAt).Select(t => (t.Product, t.Version, t.TariffCents, t.ValidFrom.ToString("yyyy-MM-dd"))).Order(),
            streamed.Select(t => (t.Product, t.Version, t.TariffCents, t.ValidFrom)).Order());
    }

    [Fact, Trait("requirement", "C11"), Trait("requirement", "C13")]
    public async Task Levels_and_the_segments_tariff_are_told_streamed_and_answered_with()
    {
        var award = service.Award(service.NewProvider(), startsInDays: 0);
        var id = await service.Signed(award);
        var tariffs = (await service.Get(TestTokens.ContractManager, $"/v1/agreements/{id}/tariffs"))
            .GetProperty("items").EnumerateArray()
            .ToDictionary(t => t.GetProperty("product").GetString()!, t => t.GetProperty("id").GetString());
        var from = award.StartDate.AddYears(1);
        var level = await Ok(service.Post(
            TestTokens.ContractManager, $"/v1/tariffs/{tariffs["45A48"]}/levels",
                new { validFrom = from, tariffCents = 70_000 }));
        Assert.Equal(2, level.GetProperty("level").GetInt32());
        Assert.Equal("level-not-above", await Refused(service.Post(
            TestTokens.ContractManager, $"/v1/tariffs/{tariffs["45A48"]}/levels",
            new { validFrom = from, tariffCents = 70_000 })));

        var versions = $"/v1/tariffs/{tariffs["45A53"]}/versions";
        var follow = new { validFrom = from, followSegment = true };
        Assert.Equal("segment-tariff-missing",
            await Refused(service.Post(TestTokens.ContractManager, versions, follow)));
        var set = new { segment = "B", product = "45A53", unit = "84", tariffCents = 123_400, validFrom = from,
            validUntil = from.AddYears(5) };
        Assert.Equal("segment-not-regional", await Refused(service.Post(
            TestTokens.ContractManager, "/v1/segment-tariffs", set with { segment = "A" })));
        await Ok(service.Post(TestTokens.ContractManager, "/v1/segment-tariffs", set));
        Assert.Equal(0, (await Ok(service.Post(TestTokens.ContractManager, versions, follow))).GetProperty(
            "tariffCents").GetInt64());
        var again = await Ok(service.Post(
            TestTokens.ContractManager, "/v1/segment-tariffs",
                set with { tariffCents = 125_000, validFrom = from.AddMonths(6) }));
        Assert.Equal([1, 2], again.GetProperty("versions").EnumerateArray().Select(v =>
            v.GetProperty("version").GetInt32()));

        // who allocates hears the segment's tariff, which is not expensive where the provider's own was
        Assert.Equal("approval-required",
            (await service.Ask(Team, award.Provider, from.AddDays(-1), "45A53")).RefusalCode);
        Assert.Equal(123_400, (await service.Ask(Team, award.Provider, from, "45A53")).TariffCents);
        Assert.Equal(125_000, (await service.Ask(Team, award.Provider, from.AddMonths(6), "45A53")).TariffCents);
        Assert.Equal(65_000, (await service.Ask(Team, award.Provider, from)).TariffCents);

        var told = (await service.Told<TariffSet>()).Where(t => t.Provider == award.Provider).ToList();
        Assert.Equal(
            [("45A48", null, 65_000L), ("45A48", 1, 65_000), ("45A48", 2, 70_000), ("45A53", null, 0),
            ("45A53", null, 300_000)],
            told.Select(t => (t.Product, t.Level, t.TariffCents)).Order());
        Assert.Equal(
            told.Select(t => (t.Product, t.Version, t.Level ?? 0, t.TariffCents)).Order(),
            (await Stream(award.Provider)).Select(t => (t.Product, t.Version, t.Level, t.TariffCents)).Order());
        var ofSegment = (await service.Told<TariffSet>()).Where(t =>
            t.Provider.Length == 0 && t.Product == "45A53").ToList();
        Assert.Equal(
            [("B", 1, 123_400L), ("B", 2, 125_000)], ofSegment.Select(t => (t.Segment, t.Version, t.TariffCents)));
        Assert.Equal([1, 2], (await Stream("")).Where(t => t.Product == "45A53").Select(t => t.Version));
    }

    [Fact]
    public async Task What_is_of_all_is_for_services_only()
    {
        var stop = TestContext.Current.CancellationToken;
        var (client, channel) = service.Grpc(TestTokens.ContractManager);
        using (channel)
        using (var tariffs = client.StreamTariffs(new(), cancellationToken: stop))
        using (var instalments = client.StreamInstalments(new(), cancellationToken: stop))
        using (var approvals = client.StreamApprovals(new(), cancellationToken: stop))
        using (var checks = client.StreamCrisisChecks(new(), cancellationToken: stop))
            foreach (var call in (Func<Task>[])
            [
                () => tariffs.ResponseStream.MoveNext(stop), () => instalments.ResponseStream.MoveNext(stop),
                () => approvals.ResponseStream.MoveNext(stop), () => checks.ResponseStream.MoveNext(stop),
            ])
                Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
    }

    [Fact, Trait("requirement", "B14"), Trait("requirement", "C45")]
    public async Task A_schedule_that_another_agreed_with_is_told_once_and_streamed_and_the_tariff_takes_no_lines()
    {
        var award = service.Award(service.NewProvider(), startsInDays: 0);
        var id = await service.Signed(award);
        var tariff = (await service.Get(TestTokens.ContractManager, $"/v1/agreements/{id}/tariffs"))
            .GetProperty("items").EnumerateArray().Single(t => t.GetProperty("product").GetString() == "45A48")
            .GetProperty("id").GetString();
        var from = new DateOnly(service.Today.Year + 1, 1, 1);
        object Schedule(long cents) => new
        {
            validFrom = from,
            instalments = new object[]
            {
                new { municipality = "0439", month = from, dueOn = from.AddDays(14), amountCents = cents },
                new { municipality = "0479", month = from, dueOn = from.AddDays(14), amountCents = 750_001 },
            },
        };
        var path = $"/v1/tariffs/{tariff}/instalment-schedules";
        async Task<string> Propose(long cents) =>
            (await Ok(service.Post(TestTokens.ContractManager, path, Schedule(cents)))).GetProperty("id").GetString()!;
        var (first, second) = (await Propose(1_250_000), await Propose(1));
        Assert.Equal("amount-invalid", await Refused(service.Post(TestTokens.ContractManager, path, Schedule(0))));
        Assert.Equal("schedule-by-proposer", await Refused(service.Post(
            TestTokens.ContractManager, $"/v1/instalment-schedules/{first}/decisions",
                new { agreed = true, reason = "Mine." })));
        Assert.Equal("agreed", (await Ok(service.Post(
            Other, $"/v1/instalment-schedules/{first}/decisions",
                new { agreed = true, reason = "Right." }))).GetProperty("status").GetString());
        Assert.Equal("month-agreed-already", await Refused(service.Post(
            Other, $"/v1/instalment-schedules/{second}/decisions", new { agreed = true, reason = "Too." })));

        var told = Assert.Single(await service.Told<InstalmentsAgreed>(), i => i.Provider == award.Provider);
        Assert.Equal((Guid.Parse(id), "B", "45A48"), (told.AgreementId, told.Segment, told.Product));
        Assert.Equal([("0439", 1_250_000L), ("0479", 750_001)],
            told.Instalments.Select(i => (i.Municipality, i.AmountCents)));
        var lump = Assert.Single(await service.Told<TariffSet>(), t => t.Provider == award.Provider && t.LumpSum);
        Assert.Equal((2, from), (lump.Version, lump.ValidFrom));
        Assert.Equal(["0439", "0479"], lump.Municipalities!);
        Assert.True(Assert.Single(await Stream(award.Provider), t => t.Version == 2).LumpSum);
        var (client, channel) = service.Grpc(TestTokens.Service("billing"));
        using (channel)
        using (var call = client.StreamInstalments(new(), cancellationToken: TestContext.Current.CancellationToken))
        {
            var streamed = new List<(string, string, long)>();
            await foreach (var i in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
                if (i.Provider == award.Provider) streamed.Add((i.InstalmentId, i.DueOn, i.AmountCents));
            Assert.Equal(
                told.Instalments.Select(i => (i.InstalmentId.ToString(), i.DueOn.ToString("yyyy-MM-dd"),
                i.AmountCents)).Order(),
                streamed.Order());
        }
        // a municipality reads its own instalments, not what its neighbours pay
        var read = await service.Get(Team, $"/v1/agreements/{id}/instalment-schedules?limit=1");
        Assert.Equal(
            ["0479"],
            Assert.Single(read.GetProperty("items").EnumerateArray()).GetProperty("instalments").EnumerateArray()
                .Select(i => i.GetProperty("municipality").GetString()));
    }

    [Fact, Trait("requirement", "C01")]
    public async Task An_extension_lengthens_the_agreement_and_its_tariffs_and_is_told()
    {
        var award = service.Award(service.NewProvider());
        var id = await service.Signed(award);
        var path = $"/v1/agreements/{id}/extensions";
        Assert.Equal("evaluation-missing", await Refused(service.Post(TestTokens.ContractManager, path, new { years = 1 })));
        var extended = await Ok(service.Post(
            TestTokens.ContractManager, path, new { years = 1, evaluation = new { goals = "good", partnership = "sufficient" } }));
        Assert.Equal(1, extended.GetProperty("extensions").GetInt32());
        var lastDay = award.StartDate.AddYears(3).AddDays(-1);
        Assert.Equal(65_000, (await service.Ask(Team, award.Provider, lastDay)).TariffCents);
        Assert.Equal("agreement-not-active-on-day", (await service.Ask(Team, award.Provider, lastDay.AddDays(1))).RefusalCode);
        Assert.Equal(4, (await service.Told<TariffSet>()).Count(t => t.Provider == award.Provider));
        var told = Assert.Single(await service.Told<AgreementExtended>(), e => e.Provider == award.Provider);
        Assert.Equal((Guid.Parse(id), 1, "B", lastDay), (told.AgreementId, told.Extension, told.Segment, told.EndDate));
    }

    [Fact, Trait("requirement", "C09")]
    public async Task The_overview_shows_what_is_delivered_today_and_marks_what_needs_approval()
    {
        var award = service.Award(service.NewProvider(), startsInDays: 0);
        await service.Signed(award);
        var items = (await service.Get(Team, $"/v1/contracted-products?provider={award.Provider}")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            [("45A48", 65_000L, false), ("45A53", 300_000L, true)],
            items.Select(p => (
                p.GetProperty("product").GetString()!, p.GetProperty("tariffCents").GetInt64(), p.GetProperty("approvalRequired").GetBoolean())).Order());
        foreach (var path in new[] { "&municipality=0479&product=45A48", "&municipality=0439&limit=1" })
            Assert.Equal(1, (await service.Get(Team, $"/v1/contracted-products?provider={award.Provider}{path}")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await service.Get(
            TestTokens.Provider("01000009"), $"/v1/contracted-products?provider={award.Provider}")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await service.Get(
            TestTokens.Municipality("0880"), $"/v1/contracted-products?provider={award.Provider}")).GetProperty("items").GetArrayLength());
    }

    [Fact, Trait("requirement", "G03")]
    public async Task A_municipality_reads_the_signed_agreements_that_hold_for_it()
    {
        var award = service.Award(service.NewProvider());
        var draft = await service.Draft(award);
        Assert.Equal(0, await Count(Team, award.Provider));
        await Ok(service.Post(TestTokens.Provider(award.Provider), $"/v1/agreements/{draft}/signatures", null));
        await Ok(service.Post(TestTokens.ContractManager, $"/v1/agreements/{draft}/signatures", null));
        Assert.Equal(1, await Count(Team, award.Provider));
        Assert.Equal(0, await Count(TestTokens.Municipality("0880"), award.Provider));
        Assert.Equal(1, await Count(TestTokens.Provider(award.Provider), award.Provider));
    }

    private async Task<int> Count(string token, string provider) =>
        (await service.Get(token, $"/v1/agreements?provider={provider}&segment=B")).GetProperty("items").GetArrayLength();

    private async Task<List<Tariff>> Stream(string provider)
    {
        var (client, channel) = service.Grpc(TestTokens.Service("billing"));
        var all = new List<Tariff>();
        using (channel)
        using (var call = client.StreamTariffs(new(), cancellationToken: TestContext.Current.CancellationToken))
            await foreach (var tariff in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken)) all.Add(tariff);
        Assert.Equal(all.OrderBy(t => t.SetAt, StringComparer.Ordinal).Select(t => t.SetAt), all.Select(t => t.SetAt));
        return [.. all.Where(t => t.Provider == provider)];
    }
}
