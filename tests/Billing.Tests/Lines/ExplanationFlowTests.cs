using System.Net;
using System.Text.Json;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Tests.PaymentRuns;
using Jeugdregio.Billing.Tests.Sepa;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Tests.Lines;

/// <summary>From any cent in the books back to message, line and rule, and on to the bank.</summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class ExplanationFlowTests(BillingService service)
{
    private readonly Bank _bank = new(service);

    [Fact]
    [Trait("invariant", "I2")]
    public async Task Every_cent_of_the_ledger_goes_back_to_a_message_a_line_and_a_rule()
    {
        var scene = await Scene.Set(service);
        await _bank.Accounts(scene);
        var (paid, voided, late) = (scene.Line(), scene.Line(month: 9), scene.Line(month: 8, volume: 3));
        var sent = new Dictionary<Guid, Jw323>();
        foreach (var message in (Jw323[])
        [
            scene.Declaration(paid, voided, scene.Line(month: 7, tariff: 1)), scene.Declaration(scene.Credit(voided)),
        ])
            sent[(await scene.Send(message)).Id] = message;
        await _bank.Pay(scene);
        foreach (var message in (Jw323[])[scene.Declaration(scene.Credit(paid), late), scene.Declaration(late)])
            sent[(await scene.Send(message)).Id] = message;
        await _bank.Pay(scene);

        var entries = (await service.Get(scene.ProviderToken, "/v1/ledger/entries")).GetProperty("items")
            .EnumerateArray().ToList();
        var ofLines = entries.Where(e => e.GetProperty("lineId").ValueKind is not JsonValueKind.Null).ToList();
        // paid (2), voided (2), the credit after payment (2) and the late line (2)
        Assert.Equal(8, ofLines.Count);
        foreach (var entry in ofLines) await Explained(scene, sent, entry);
        // what left the bank is what the statement of the payment says, line by line
        var ofBank = entries.Except(ofLines).GroupBy(e => Id(e, "paymentId")).ToList();
        Assert.Equal(2, ofBank.Count);
        foreach (var payment in ofBank)
        {
            var lines = (await service.Get(scene.ProviderToken, $"/v1/payments/{payment.Key}/lines"))
                .GetProperty("items").EnumerateArray().ToList();
            var left = payment.Where(e => Text(e, "state") == "posted")
                .Sum(e => Text(e, "creditAccount") == "bank" ? Cents(e) : -Cents(e));
            Assert.Equal(lines.Sum(Cents), left);
            foreach (var line in lines)
                Assert.Contains(
                    payment.Key,
                    (await Explanation(scene, Id(line, "lineId"))).GetProperty("payments").EnumerateArray()
                        .Select(p => Id(p, "id")));
        }
    }

    [Fact]
    [Trait("requirement", "B04"), Trait("requirement", "B05")]
    public async Task A_line_tells_the_versions_of_allocation_and_tariff_it_was_held_against_for_ever()
    {
        var scene = await Scene.Set(service);
        await service.Tell(scene.Made(3));
        await scene.Heard(3);
        var (id, _) = await scene.Send(scene.Declaration(scene.Line(), scene.Line(month: 9, tariff: 1, volume: 11)));
        await service.Tell(scene.Made(4, volume: 1));
        await scene.Heard(4);
        var lines = (await service.Get(scene.ProviderToken, $"/v1/declarations/{id}/lines")).GetProperty("items");
        var (right, wrong) = (
            await Explanation(scene, Id(lines[0], "id")), await Explanation(scene, Id(lines[1], "id")));
        foreach (var explained in (JsonElement[])[right, wrong])
        {
            var (allocation, tariff) = (explained.GetProperty("allocation"), explained.GetProperty("tariff"));
            Assert.Equal(scene.Allocation, allocation.GetProperty("number").GetInt64());
            Assert.Equal((3, 4), (
                allocation.GetProperty("version").GetInt32(), allocation.GetProperty("latestVersion").GetInt32()));
            Assert.Equal((1, 12_500L), (
                tariff.GetProperty("version").GetInt32(), tariff.GetProperty("tariffCents").GetInt64()));
            Assert.DoesNotContain(scene.ClientKey, explained.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(scene.Bsn, explained.GetRawText(), StringComparison.Ordinal);
        }
        Assert.Equal("accepted", Text(right, "verdict"));
        Assert.Empty(right.GetProperty("reasons").EnumerateArray());
        Assert.Equal(
            [("9321", "TR321"), ("0611", "TR418")],
            wrong.GetProperty("reasons").EnumerateArray().Select(r => (Text(r, "code"), Text(r, "rule"))));
        Assert.All(
            wrong.GetProperty("reasons").EnumerateArray(),
            r => Assert.Equal(ReturnCodes.Meaning(Text(r, "code")!), Text(r, "text")));
        Assert.Empty(wrong.GetProperty("transfers").EnumerateArray());
    }

    [Fact]
    public async Task Without_allocation_or_contract_there_is_nothing_it_was_held_against()
    {
        var scene = await Scene.Set(service);
        var (id, _) = await scene.Send(scene.Declaration(scene.Line(allocation: 1) with
        {
            ProductCode = "45A99",
        }));
        var line = (await service.Get(scene.ProviderToken, $"/v1/declarations/{id}/lines")).GetProperty("items")[0];
        var explained = await Explanation(scene, Id(line, "id"));
        Assert.Equal(JsonValueKind.Null, explained.GetProperty("allocation").ValueKind);
        Assert.Equal(JsonValueKind.Null, explained.GetProperty("tariff").ValueKind);
        Assert.Equal(
            ["9338", "0611"], explained.GetProperty("reasons").EnumerateArray().Select(r => Text(r, "code")));
    }

    [Fact]
    public async Task What_the_bank_said_and_what_was_made_again_is_told_to_whom_it_concerns()
    {
        var scene = await Scene.Set(service);
        await _bank.Accounts(scene);
        var (id, _) = await scene.Send(scene.Declaration(scene.Line()));
        var line = Id(
            (await service.Get(scene.ProviderToken, $"/v1/declarations/{id}/lines")).GetProperty("items")[0], "id");
        var refused = await _bank.Prepare(scene);
        Assert.Empty(Payments(await Explanation(scene, line)));
        Assert.Equal(["prepared"], Payments(await service.Get(
            scene.MunicipalityToken, $"/v1/lines/{line}/explanation")).Select(p => Text(p, "status")));
        await _bank.Approve(refused);
        await _bank.Report(StatusReports.Of(refused, "RJCT"));
        var first = await _bank.Pay(scene);
        var run = Id(await service.Get(Bank.Preparer, $"/v1/payments/{first}"), "runId");
        await _bank.Report(StatusReports.Of(run, "PART", (first, "RJCT", "AM09")));
        var again = await _bank.Pay(scene);
        var explained = await Explanation(scene, line);
        Assert.Equal(
            [("rejected", "RJCT", null), ("returned", "RJCT", "AM09"), ("paid", "ACSC", null)],
            Payments(explained).Select(p => (Text(p, "status"), Text(p, "bankStatus"), Text(p, "bankReason"))));
        Assert.Equal(first, Id(Payments(explained).Last(), "reissueOf"));
        Assert.Equal(again, Id(Payments(explained).Last(), "id"));
        using var unknown = await service.Client(scene.ProviderToken)
            .GetAsync(new Uri($"/v1/lines/{Guid.NewGuid()}/explanation", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    /// <summary>The entry stands in the explanation of its line, and the line in a message that was sent.</summary>
    private async Task Explained(Scene scene, Dictionary<Guid, Jw323> sent, JsonElement entry)
    {
        var explained = await Explanation(scene, Id(entry, "lineId"));
        var of = explained.GetProperty("message");
        var message = sent[Id(of, "declarationId")];
        Assert.Equal(message.Declaratie.DeclaratieNummer, Text(of, "declarationNumber"));
        Assert.Equal(message.Header.BerichtIdentificatie.Identificatie, Text(of, "identification"));
        Assert.NotNull(Text(of, "answerIdentification"));
        var line = message.Declaratie.Clienten.Single().Prestaties[of.GetProperty("position").GetInt32()];
        Assert.Equal(line.ProductReferentie.ReferentieNummer, Text(explained, "reference"));
        Assert.Equal(line.IngediendBedrag.SignedCents(), Cents(explained));
        Assert.Equal(Math.Abs(Cents(explained)), Cents(entry));
        Assert.Equal("accepted", Text(explained, "verdict"));
        var transfer = explained.GetProperty("transfers").EnumerateArray()
            .Single(t => Id(t, "id") == Id(entry, "transferId"));
        Assert.Contains(
            Id(entry, "id"), transfer.GetProperty("entries").EnumerateArray().Select(e => Id(e, "id")));
        // volume times the tariff of that version; a credit leads to its debit
        var debit = Text(explained, "previousReference") is null
            ? explained
            : await Explanation(scene, Id(explained.GetProperty("takesBack"), "id"));
        Assert.Equal(Text(explained, "previousReference") ?? Text(explained, "reference"), Text(debit, "reference"));
        Assert.Equal(
            Cents(debit),
            debit.GetProperty("volume").GetInt64() * debit.GetProperty("tariff").GetProperty("tariffCents").GetInt64());
        if (Text(explained, "previousReference") is not null)
            Assert.Equal(Id(explained, "id"), Id(debit.GetProperty("creditedBy"), "id"));
        if (Text(transfer, "state") == "posted")
            Assert.Contains("paid", Payments(explained).Select(p => Text(p, "status")));
        else Assert.Empty(Payments(explained));
    }

    private Task<JsonElement> Explanation(Scene scene, Guid line) =>
        service.Get(scene.ProviderToken, $"/v1/lines/{line}/explanation");

    private static IEnumerable<JsonElement> Payments(JsonElement explained) =>
        explained.GetProperty("payments").EnumerateArray();

    private static long Cents(JsonElement of) => of.GetProperty("amountCents").GetInt64();

    private static Guid Id(JsonElement of, string name) => of.GetProperty(name).GetGuid();

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
