using System.Text;
using Jeugdregio.Billing.Sepa;

namespace Jeugdregio.Billing.Tests.Sepa;

/// <summary>What a bank writes.</summary>
internal static class StatusReports
{
    /// <param name="run">The run.</param>
    /// <param name="group">Status of all.</param>
    /// <param name="transfers">Payment, status, reason.</param>
    internal static byte[] Of(
        Guid run, string? group = null,
        params IReadOnlyList<(Guid Payment, string Status, string? Reason)> transfers) =>
        Text(
            $"{run:N}", group,
            transfers.Count == 0
                ? ""
                : Batch($"{run:N}-1", null, transfers.Select(t => (t.Payment.ToString("N"), t.Status, t.Reason))));

    internal static byte[] Text(string order, string? group, string batches) => Encoding.UTF8.GetBytes(
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="{StatusReportReader.Namespace}">
          <CstmrPmtStsRpt>
            <GrpHdr>
              <MsgId>BANK-{Guid.NewGuid().ToString("N")[..20]}</MsgId>
              <CreDtTm>2026-11-11T06:00:00</CreDtTm>
            </GrpHdr>
            <OrgnlGrpInfAndSts>
              <OrgnlMsgId>{order}</OrgnlMsgId>
              <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
              {(group is null ? "" : $"<GrpSts>{group}</GrpSts>")}
            </OrgnlGrpInfAndSts>
            {batches}
          </CstmrPmtStsRpt>
        </Document>
        """);

    internal static string Batch(
        string id, string? status, IEnumerable<(string EndToEndId, string Status, string? Reason)> transfers) =>
        $"""
        <OrgnlPmtInfAndSts>
          <OrgnlPmtInfId>{id}</OrgnlPmtInfId>
          {(status is null ? "" : $"<PmtInfSts>{status}</PmtInfSts>")}
          {string.Concat(transfers.Select(t =>
              $"""
              <TxInfAndSts>
                <OrgnlEndToEndId>{t.EndToEndId}</OrgnlEndToEndId>
                <TxSts>{t.Status}</TxSts>
                {(t.Reason is null ? "" : $"<StsRsnInf><Rsn><Cd>{t.Reason}</Cd></Rsn></StsRsnInf>")}
                <OrgnlTxRef><Amt><InstdAmt Ccy="EUR">1.00</InstdAmt></Amt></OrgnlTxRef>
              </TxInfAndSts>
              """))}
        </OrgnlPmtInfAndSts>
        """;
}
