using System.Globalization;
using System.Text;
using System.Xml;
using Jeugdregio.Billing.BankAccounts;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Sepa;

/// <summary>What a bank is asked to do.</summary>
/// <param name="MessageId">At most 35 characters; a bank takes an id once.</param>
/// <param name="CreatedAt">Wall-clock time in the Netherlands.</param>
/// <param name="InitiatingParty">Who asks, at most 70 characters.</param>
/// <param name="Batches">One per account and execution date.</param>
internal sealed record CreditTransferOrder(
    string MessageId, DateTime CreatedAt, string InitiatingParty, IReadOnlyList<CreditTransferBatch> Batches);

/// <param name="Id">At most 35 characters.</param>
/// <param name="ExecutionDate">Day on which the account is debited.</param>
/// <param name="Debtor">Name of who pays, at most 70 characters.</param>
/// <param name="Account">Its account.</param>
/// <param name="Transfers">At least one.</param>
internal sealed record CreditTransferBatch(
    string Id, DateOnly ExecutionDate, string Debtor, Iban Account, IReadOnlyList<CreditTransfer> Transfers);

/// <param name="EndToEndId">At most 35 characters; travels with the money to whom it is for.</param>
/// <param name="AmountCents">Euro cents, 1 to 99,999,999,999.</param>
/// <param name="Creditor">Name of who is paid, at most 70 characters.</param>
/// <param name="Account">Its account.</param>
/// <param name="Remittance">What it is for, at most 140 characters.</param>
internal sealed record CreditTransfer(
    string EndToEndId, long AmountCents, string Creditor, Iban Account, string Remittance);

/// <summary>
/// A SEPA credit transfer file: ISO 20022 pain.001.001.09 as the European Payments Council narrows it for customers
/// (EPC132-08): IBAN only, charges shared, euros, a control sum for the file and for each batch.
/// </summary>
internal static class CreditTransferFile
{
    internal const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    /// <summary>The most that one SEPA credit transfer can hold, in euro cents.</summary>
    internal const long AmountMaxCents = 99_999_999_999;

    private const int NameLengthMax = 70;
    private const int RemittanceLengthMax = 140;

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n",
    };

    /// <summary>UTF-8; the same order gives the same bytes.</summary>
    /// <exception cref="ArgumentException">The order cannot be said in this format: a length, character or
    /// amount.</exception>
    internal static byte[] Write(CreditTransferOrder order)
    {
        Check(order);
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("CstmrCdtTrfInitn", Namespace);
            xml.WriteStartElement("GrpHdr", Namespace);
            Text(xml, "MsgId", order.MessageId);
            Text(xml, "CreDtTm", order.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
            Totals(xml, [.. order.Batches.SelectMany(b => b.Transfers)]);
            Name(xml, "InitgPty", order.InitiatingParty);
            xml.WriteEndElement();
            foreach (var batch in order.Batches) Batch(xml, batch);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void Batch(XmlWriter xml, CreditTransferBatch batch)
    {
        xml.WriteStartElement("PmtInf", Namespace);
        Text(xml, "PmtInfId", batch.Id);
        Text(xml, "PmtMtd", "TRF");
        Text(xml, "BtchBookg", "true");
        Totals(xml, batch.Transfers);
        Nested(xml, "SEPA", "PmtTpInf", "SvcLvl", "Cd");
        Nested(xml, batch.ExecutionDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "ReqdExctnDt", "Dt");
        Name(xml, "Dbtr", batch.Debtor);
        Nested(xml, batch.Account.Reveal(), "DbtrAcct", "Id", "IBAN");
        // the bank knows its own code from the IBAN
        Nested(xml, "NOTPROVIDED", "DbtrAgt", "FinInstnId", "Othr", "Id");
        Text(xml, "ChrgBr", "SLEV");
        foreach (var transfer in batch.Transfers) Transfer(xml, transfer);
        xml.WriteEndElement();
    }

    private static void Transfer(XmlWriter xml, CreditTransfer transfer)
    {
        xml.WriteStartElement("CdtTrfTxInf", Namespace);
        Nested(xml, transfer.EndToEndId, "PmtId", "EndToEndId");
        xml.WriteStartElement("Amt", Namespace);
        xml.WriteStartElement("InstdAmt", Namespace);
        xml.WriteAttributeString("Ccy", "EUR");
        xml.WriteString(new Money(transfer.AmountCents).ToString());
        xml.WriteEndElement();
        xml.WriteEndElement();
        Name(xml, "Cdtr", transfer.Creditor);
        Nested(xml, transfer.Account.Reveal(), "CdtrAcct", "Id", "IBAN");
        Nested(xml, transfer.Remittance, "RmtInf", "Ustrd");
        xml.WriteEndElement();
    }

    private static void Totals(XmlWriter xml, IReadOnlyList<CreditTransfer> transfers)
    {
        Text(xml, "NbOfTxs", transfers.Count.ToString(CultureInfo.InvariantCulture));
        Text(xml, "CtrlSum", new Money(transfers.Sum(t => t.AmountCents)).ToString());
    }

    private static void Name(XmlWriter xml, string element, string name) => Nested(xml, name, element, "Nm");

    private static void Text(XmlWriter xml, string element, string text) =>
        xml.WriteElementString(element, Namespace, text);

    private static void Nested(XmlWriter xml, string text, params string[] elements)
    {
        foreach (var element in elements) xml.WriteStartElement(element, Namespace);
        xml.WriteString(text);
        foreach (var _ in elements) xml.WriteEndElement();
    }

    private static void Check(CreditTransferOrder order)
    {
        var transfers = order.Batches.SelectMany(b => b.Transfers).ToList();
        Require(order.Batches.All(b => b.Transfers.Count > 0) && transfers.Count > 0, "There is nothing to transfer.");
        string[] ids = [order.MessageId, .. order.Batches.Select(b => b.Id), .. transfers.Select(t => t.EndToEndId)];
        Require(ids.All(SepaText.IsIdentification), "An identification has 1 to 35 characters of SEPA.");
        Require(ids.Distinct(StringComparer.Ordinal).Count() == ids.Length, "Identifications are used once.");
        string[] names =
            [order.InitiatingParty, .. order.Batches.Select(b => b.Debtor), .. transfers.Select(t => t.Creditor)];
        Require(names.All(n => SepaText.Fits(n, NameLengthMax)), "A name has 1 to 70 characters of SEPA.");
        Require(
            transfers.All(t => SepaText.Fits(t.Remittance, RemittanceLengthMax)),
            "A remittance text has 1 to 140 characters of SEPA.");
        Require(
            transfers.All(t => t.AmountCents is >= 1 and <= AmountMaxCents),
            "An amount is 0.01 to 999999999.99 euros.");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new ArgumentException(otherwise, nameof(holds));
    }
}
