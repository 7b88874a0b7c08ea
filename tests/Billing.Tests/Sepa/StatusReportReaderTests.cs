using System.Text;
using Jeugdregio.Billing.Sepa;

namespace Jeugdregio.Billing.Tests.Sepa;

public sealed class StatusReportReaderTests
{
    [Fact]
    public void Statuses_and_reasons_are_read_at_each_of_the_three_levels()
    {
        var bytes = StatusReports.Text(
            "M1", "PART",
            StatusReports.Batch("M1-1", "PART", [("E1", "ACSC", null), ("E2", "RJCT", "AC04")])
            + StatusReports.Batch("M1-2", "RJCT", []));
        var report = Read(bytes);
        Assert.Equal(("M1", "PART"), (report.OrderId, report.Status!.Code));
        Assert.Equal(["M1-1", "M1-2"], report.Batches.Select(b => b.Id));
        Assert.Equal(["PART", "RJCT"], report.Batches.Select(b => b.Status!.Code));
        Assert.Equal(
            [("E1", new ReportedStatus("ACSC", null)), ("E2", new ReportedStatus("RJCT", "AC04"))],
            report.Batches[0].Transfers);
    }

    [Fact]
    public void A_reason_of_the_whole_is_no_reason_of_a_transfer()
    {
        var text = Encoding.UTF8.GetString(StatusReports.Text(
            "M1", "RJCT", StatusReports.Batch("M1-1", null, [("E1", "RJCT", null)])))
            .Replace(
                "</GrpSts>", "</GrpSts><StsRsnInf><Rsn><Prtry>DUPL</Prtry></Rsn></StsRsnInf>",
                StringComparison.Ordinal);
        var report = Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(new("RJCT", "DUPL"), report.Status);
        Assert.Equal(new("RJCT", null), report.Batches[0].Transfers[0].Status);
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { "a document type", "<!DOCTYPE d [<!ENTITY x 'y'>]><Document/>" },
        { "another namespace", "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.03'/>" },
        { "no namespace", "<Document/>" },
        { "another root", $"<Envelope xmlns='{StatusReportReader.Namespace}'/>" },
        { "not closed", $"<Document xmlns='{StatusReportReader.Namespace}'><CstmrPmtStsRpt>" },
        { "no order", $"<Document xmlns='{StatusReportReader.Namespace}'><CstmrPmtStsRpt/></Document>" },
        { "depth", $"<Document xmlns='{StatusReportReader.Namespace}'><CstmrPmtStsRpt>{Repeat("<a>", 10_000)}" },
        { "attributes", $"<Document xmlns='{StatusReportReader.Namespace}' {Repeat("a='b' ", 5_000)}/>" },
        { "a text without end", $"<Document xmlns='{StatusReportReader.Namespace}'>{Repeat(" ", 5_000)}</Document>" },
        { "nothing", "" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    [Trait("fault", "B1"), Trait("fault", "B2"), Trait("fault", "B3")]
    public void What_is_no_report_is_refused_by_name(string what, string text)
    {
        Assert.True(StatusReportReader.Read(Encoding.UTF8.GetBytes(text)).Refused(out var why, out _), what);
        Assert.Equal("status-report-not-acceptable", why.Code);
    }

    [Fact]
    [Trait("fault", "B4")]
    public void Text_in_another_encoding_is_refused()
    {
        var text = Encoding.UTF8.GetString(StatusReports.Text("M1", "ACSC", ""));
        Assert.True(StatusReportReader.Read(Encoding.Unicode.GetBytes(text)).Refused(out _, out _));
        Assert.True(StatusReportReader.Read([.. Encoding.UTF8.GetBytes(text), 0xC0, 0x80]).Refused(out _, out _));
        // with a byte order mark it is still UTF-8
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)];
        Assert.False(StatusReportReader.Read(marked).Refused(out _, out _));
    }

    [Fact]
    [Trait("fault", "B5")]
    public void A_report_that_is_cut_off_anywhere_is_never_taken()
    {
        var bytes = StatusReports.Text("M1", "ACSC", StatusReports.Batch("M1-1", null, [("E1", "RJCT", "AC04")]));
        for (var length = 0; length < bytes.AsSpan().LastIndexOf((byte)'>'); length++)
            Assert.True(StatusReportReader.Read(bytes.AsSpan(0, length)).Refused(out _, out _));
    }

    private static StatusReport Read(byte[] bytes) =>
        StatusReportReader.Read(bytes).Refused(out var why, out var report)
            ? throw new InvalidOperationException(why.Detail)
            : report;

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
