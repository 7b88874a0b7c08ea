using System.Xml.Linq;

namespace Jeugdregio.Story;

/// <summary>
/// What was accepted is paid: prepared by one person, approved by another, sent to the bank as a file, and confirmed by
/// it. The story plays the bank.
/// </summary>
internal sealed class PaymentChapter(StoryTeller story)
{
    // accounts at a bank that does not exist
    private const string OfMunicipality = "NL69TEST0000000001";
    private const string OfProvider = "NL42TEST0000000002";
    private const string Paying = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private const string Reporting = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";

    internal async Task Tell(Care care)
    {
        var (preparer, approver) = (care.MunicipalityClient, $"{care.MunicipalityClient}-budgethouder");
        await Account(preparer, approver, care.Child.Municipality, "Gemeente Purmerend", OfMunicipality);
        await Account(care.Client, "rno-contractmanager", care.Child.Provider, "Stichting Voorbeeld", OfProvider);
        var run = await story.Step("Purmerend prepares a run of what falls due", async () =>
        {
            var dueThrough = (await story.Today()).AddDays(90);
            var prepared = Expect.Status(201, await story.Platform.Post(
                preparer, "/billing/v1/payment-runs", new { dueThrough, providers = new[] { care.Child.Provider } }));
            return prepared.Json["run"]!["id"]!.GetValue<string>();
        });
        await story.Step("Who prepared it cannot approve it", async () => Expect.Refused(
            422, "same-person", await story.Platform.Post(preparer, $"/billing/v1/payment-runs/{run}/approvals")));
        await story.Step("Its budget holder approves it", async () =>
            Expect.Status(200, await story.Platform.Post(approver, $"/billing/v1/payment-runs/{run}/approvals")));
        var transfers = await story.Step("The file for the bank holds one transfer to the provider", async () =>
        {
            var file = XDocument.Parse(Expect.Status(
                200, await story.Platform.Quietly(preparer, $"/billing/v1/payment-runs/{run}/file")).Body);
            XNamespace pain = Paying;
            Expect.Equal(OfProvider, file.Descendants(pain + "IBAN").Last().Value, "the account that it goes to");
            return file.Descendants(pain + "EndToEndId").Select(e => e.Value).ToList();
        });
        await story.Step("The bank says that it has paid (pain.002)", async () =>
        {
            var taken = Expect.Status(200, await story.Platform.PostXml(
                preparer, "/billing/v1/payment-status-reports", Report(run, transfers))).Json;
            Expect.Equal(transfers.Count, taken["paid"]!.GetValue<int>(), "the number of payments");
        });
        await story.Step("The provider's statement names every line that was paid, to the cent", () =>
            Statement(care, Guid.ParseExact(transfers.Single(), "N")));
    }

    private async Task Account(string proposer, string approver, string party, string name, string iban)
    {
        Child.Planted.Add(iban);
        var used = Expect.Status(200, await story.Platform.Quietly(
            proposer, $"/billing/v1/bank-accounts?party={party}&status=approved")).Json;
        if (used["items"]!.AsArray().Count > 0) return;
        await story.Step($"The account of {party} is proposed by one person and approved by another", async () =>
        {
            var proposed = Expect.Status(201, await story.Platform.Post(
                proposer, "/billing/v1/bank-accounts", new { party, name, iban })).Json["id"]!.GetValue<string>();
            Expect.Status(200, await story.Platform.Post(
                approver, $"/billing/v1/bank-accounts/{proposed}/decisions",
                new { approved = true, reason = "Called back at the number that we know." }));
        });
    }

    private async Task Statement(Care care, Guid payment)
    {
        var amount = Expect.Status(200, await story.Platform.Get(care.Client, $"/billing/v1/payments/{payment}"))
            .Json["amountCents"]!.GetValue<long>();
        var (sum, own, after) = (0L, 0, "");
        do
        {
            var page = Expect.Status(200, await story.Platform.Get(
                care.Client, $"/billing/v1/payments/{payment}/lines?limit=500{after}")).Json;
            sum += page["items"]!.AsArray().Sum(l => l!["amountCents"]!.GetValue<long>());
            own += page["items"]!.AsArray().Count(l =>
                l!["reference"]!.GetValue<string>() == care.Child.Reference("GOOD"));
            after = page["next"] is { } next ? $"&after={next.GetValue<string>()}" : "";
        }
        while (after.Length > 0);
        Expect.Equal(amount, sum, "the cents of all lines");
        Expect.Equal(1, own, "times that the first line is on it");
    }

    private static byte[] Report(string run, IEnumerable<string> transfers)
    {
        XNamespace pain = Reporting;
        var order = Guid.Parse(run).ToString("N");
        var report = new XElement(
            pain + "Document",
            new XElement(
                pain + "CstmrPmtStsRpt",
                new XElement(pain + "GrpHdr", new XElement(pain + "MsgId", $"B{order[..30]}")),
                new XElement(
                    pain + "OrgnlGrpInfAndSts", new XElement(pain + "OrgnlMsgId", order),
                    new XElement(pain + "OrgnlMsgNmId", "pain.001.001.09")),
                new XElement(
                    pain + "OrgnlPmtInfAndSts", new XElement(pain + "OrgnlPmtInfId", $"{order}-1"),
                    transfers.Select(t => new XElement(
                        pain + "TxInfAndSts", new XElement(pain + "OrgnlEndToEndId", t),
                        new XElement(pain + "TxSts", "ACSC"))))));
        return System.Text.Encoding.UTF8.GetBytes(report.ToString());
    }
}
