using System.Text;
using System.Xml;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Sepa;

/// <summary>What a bank says about an order.</summary>
/// <param name="MessageId">Of the report itself.</param>
/// <param name="OrderId">Message id of the order that it is about.</param>
/// <param name="Status">Of the whole order; null when it speaks of parts only.</param>
/// <param name="Batches">What it says of batches and of transfers in them.</param>
internal sealed record StatusReport(
    string MessageId, string OrderId, ReportedStatus? Status, IReadOnlyList<ReportedBatch> Batches);

/// <param name="Id">Of the batch as it was ordered.</param>
/// <param name="Status">Of the whole batch; null when it speaks of transfers only.</param>
/// <param name="Transfers">By end-to-end id.</param>
internal sealed record ReportedBatch(
    string Id, ReportedStatus? Status, IReadOnlyList<(string EndToEndId, ReportedStatus Status)> Transfers);

/// <param name="Code">RJCT, ACSC, PDNG …</param>
/// <param name="Reason">AC04 …; null when none was given.</param>
internal sealed record ReportedStatus(string Code, string? Reason)
{
    internal bool IsRejected => Code == "RJCT";

    /// <summary>
    /// The bank carries it out or has done so; what comes before that (ACTC, ACCP, PDNG …) is not yet it.
    /// </summary>
    internal bool IsAccepted => Code is "ACSP" or "ACSC" or "ACCC" or "ACWC" or "ACWP";
}

/// <summary>
/// Reads ISO 20022 pain.002.001.10: the identifications, statuses and reasons; the rest is let by. It comes from
/// outside: no DTD, no depth, no length between two tags, UTF-8 only.
/// </summary>
internal static class StatusReportReader
{
    internal const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";
    internal const int BytesMax = 4 * 1024 * 1024;
    private const int DepthMax = 24;
    private const int BetweenTagsMax = 4 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true,
        IgnoreProcessingInstructions = true, IgnoreWhitespace = true,
    };

    internal static Outcome<StatusReport> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax) return Refuse($"A report has at most {BytesMax} bytes.", "");
        if (HasLongRun(bytes)) return Refuse($"There are more than {BetweenTagsMax} bytes between two tags.", "");
        var found = new Findings();
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            using var xml = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), Settings);
            while (xml.Read())
                if (found.Take(xml) is { } fault) return Refuse(fault, found.Path);
        }
        catch (Exception e) when (e is XmlException or DecoderFallbackException)
        {
            var line = (e as XmlException)?.LineNumber;
            return Refuse(
                line is null ? "The text is not UTF-8." : $"Line {line}: it is not well-formed XML.", found.Path);
        }
        return found.MessageId is { } message && found.OrderId is { } order
            ? new StatusReport(message, order, found.Group, found.Batches)
            : Refuse("It has no GrpHdr/MsgId or no OrgnlGrpInfAndSts/OrgnlMsgId.", "Document/CstmrPmtStsRpt");
    }

    private static Refusal Refuse(string why, string path) =>
        new("status-report-not-acceptable", why, path.Length == 0 ? null : path, "pain.002.001.10");

    private static bool HasLongRun(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var tag = bytes.IndexOf((byte)'<');
            if ((tag < 0 ? bytes.Length : tag) > BetweenTagsMax) return true;
            if (tag < 0) return false;
            bytes = bytes[(tag + 1)..];
        }
    }

    /// <summary>What was read up to here.</summary>
    private sealed class Findings
    {
        private const string OfGroup = "OrgnlGrpInfAndSts";
        private const string OfBatch = "OrgnlPmtInfAndSts";
        private const string OfTransfer = "OrgnlPmtInfAndSts/TxInfAndSts";
        private readonly List<string> _open = [];
        private readonly Dictionary<string, (string? Code, string? Reason)> _statuses = [];
        private readonly List<(string EndToEndId, ReportedStatus Status)> _transfers = [];
        private string? _batch;
        private string? _endToEnd;

        internal string? MessageId { get; private set; }

        internal string? OrderId { get; private set; }

        internal ReportedStatus? Group { get; private set; }

        internal List<ReportedBatch> Batches { get; } = [];

        internal string Path => string.Join('/', _open);

        private string Inner => string.Join('/', _open.Skip(2));

        /// <summary>Takes in one node; gives what is wrong with it.</summary>
        internal string? Take(XmlReader xml)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (xml.NamespaceURI != Namespace) return $"{xml.LocalName} is not of {Namespace}.";
                    if (_open.Count >= DepthMax) return "It is nested too deep.";
                    _open.Add(xml.LocalName);
                    if (_open is not (["Document"] or ["Document", "CstmrPmtStsRpt", ..]))
                        return "It is no Document with a CstmrPmtStsRpt.";
                    if (xml.IsEmptyElement) Close();
                    return null;
                case XmlNodeType.EndElement:
                    Close();
                    return null;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    return Value(xml.Value.Trim());
                default:
                    return null;
            }
        }

        private string? Value(string text)
        {
            switch (Inner)
            {
                case "GrpHdr/MsgId":
                    MessageId = text;
                    break;
                case $"{OfGroup}/OrgnlMsgId":
                    OrderId = text;
                    break;
                case $"{OfBatch}/OrgnlPmtInfId":
                    _batch = text;
                    break;
                case $"{OfTransfer}/OrgnlEndToEndId":
                    _endToEnd = text;
                    break;
                case $"{OfGroup}/GrpSts" or $"{OfBatch}/PmtInfSts" or $"{OfTransfer}/TxSts":
                    _statuses[Above(1)] = (text, _statuses.GetValueOrDefault(Above(1)).Reason);
                    break;
                case var path when path.EndsWith("/StsRsnInf/Rsn/Cd", StringComparison.Ordinal)
                    || path.EndsWith("/StsRsnInf/Rsn/Prtry", StringComparison.Ordinal):
                    var (code, reason) = _statuses.GetValueOrDefault(Above(3));
                    _statuses[Above(3)] = (code, reason ?? text);
                    break;
                default:
                    return null;
            }
            return text.Length is 0 or > 35 ? "An identification or code has 1 to 35 characters." : null;
        }

        private string Above(int levels) => string.Join('/', _open.Skip(2).SkipLast(levels));

        private void Close()
        {
            var path = Inner;
            _open.RemoveAt(_open.Count - 1);
            switch (path)
            {
                case OfGroup:
                    Group = Status(path);
                    break;
                case OfTransfer:
                    if (Status(path) is { } status && _endToEnd is { } id) _transfers.Add((id, status));
                    _endToEnd = null;
                    break;
                case OfBatch:
                    Batches.Add(new(_batch ?? "", Status(path), [.. _transfers]));
                    _batch = null;
                    _transfers.Clear();
                    break;
            }
        }

        private ReportedStatus? Status(string context) =>
            _statuses.Remove(context, out var status) && status.Code is { } code ? new(code, status.Reason) : null;
    }
}
