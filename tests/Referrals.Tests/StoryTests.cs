using System.Net;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Referrals.Tests;

[Collection(typeof(ReferralsCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class StoryTests(ReferralsService service)
{
    [Fact, Trait("requirement", "G08")]
    public async Task A_request_becomes_an_allocation_on_which_care_starts_and_stops()
    {
        var asked = Ask.For();
        var sent = await service.Send(asked);
        Assert.Equal("accepted", sent.Verdict);
        var reply = Assert.IsType<Jw316>(sent.Reply);
        Assert.Null(reply.Client);
        Assert.Null(reply.Header.RetourCodes);

        var request = Assert.Single(
            await service.Told<AllocationRequested>(), e => e.Provider == Ask.Provider && e.RequestedOn == new DateOnly(2026, 1, 5)
                && e.ClientKey == ClientKeyOf(asked.Client.Bsn));
        Assert.Equal("45A48", request.Product);

        var listed = (await service.Get(TestTokens.Municipality("0479"), "/v1/allocation-requests?limit=200"))
            .GetProperty("items").EnumerateArray().Single(i => i.GetProperty("id").GetGuid() == request.RequestId);
        Assert.Equal("2026-01-12", listed.GetProperty("answerDueOn").GetString());

        using var response = await service.Decide(request.RequestId, new { decision = "honour", address = Ask.Address });
        var decided = await ReferralsService.Body(response, HttpStatusCode.OK);
        var number = decided.GetProperty("allocationNumber").GetInt64();
        var letter = Assert.IsType<Jw301>(await service.Read(Ask.Provider, decided.GetProperty("message").GetString()!));
        var granted = Assert.Single(letter.Client.ToegewezenProducten);
        Assert.Equal(asked.Client.AangevraagdeProducten[0].ReferentieAanbieder, granted.ReferentieAanbieder);
        Assert.Equal(number, granted.ToewijzingNummer);
        Assert.Equal((new DateOnly(2026, 1, 5), 10), (granted.Toewijzingsdatum, granted.Toewijzingstijd.Hour));
        var made = Assert.Single(await service.Told<AllocationMade>(), e => e.RequestId == request.RequestId);
        Assert.Equal((1, "B", 26 * 180 * 13_000L), (made.Version, made.Segment, made.AllocatedCents));

        var started = await service.Send(Ask.Start(asked.Client.Bsn, Ask.Header(), Ask.Start(number)));
        Assert.Equal("accepted", started.Verdict);
        Assert.Null(Assert.IsType<Jw306>(started.Reply).Client);
        var stopped = await service.Send(Ask.Stop(asked.Client.Bsn, Ask.Header(), Ask.Stop(number, begin: 5)));
        Assert.Equal("accepted", stopped.Verdict);

        var care = Assert.Single(await service.Told<CareStarted>(), e => e.AllocationNumber == number);
        Assert.Equal(new DateOnly(2026, 1, 5), care.RequestedOn);
        Assert.Equal("31", Assert.Single(await service.Told<CareStopped>(), e => e.AllocationNumber == number).Reason);
        var seen = await service.Get(TestTokens.Provider(Ask.Provider), $"/v1/allocations/0479/{number}");
        Assert.Equal("2026-01-05", seen.GetProperty("care")[0].GetProperty("endDate").GetString());
        Assert.Equal("sent", seen.GetProperty("messageStatus").GetString());
    }

    private string ClientKeyOf(string bsn) =>
        Values.Bsn.TryParse(bsn, out var parsed) ? new ServiceHost.PersonalData.ClientKeys([.. Enumerable.Repeat((byte)7, 32)]).Of(parsed).Text : "";
}
