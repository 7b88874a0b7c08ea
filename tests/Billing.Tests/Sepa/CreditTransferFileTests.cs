using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CsCheck;
using Jeugdregio.Billing.Sepa;

namespace Jeugdregio.Billing.Tests.Sepa;

public sealed class CreditTransferFileTests
{
    private static readonly XNamespace Pain = CreditTransferFile.Namespace;
    private static readonly CreditTransfer Transfer =
        new("E1", 123_456, "Stichting Voorbeeld", Ibans.Parsed("NL91ABNA0417164300"), "Jeugdhulp");

    private static readonly CreditTransferOrder Order = new(
        "M1", new(2026, 11, 10, 13, 5, 9), "Gemeente Purmerend",
        [new("M1-1", new(2026, 11, 11), "Gemeente Purmerend", Ibans.Parsed(Ibans.Of(1)), [Transfer])]);

    [Fact]
    public void A_file_says_who_pays_whom_how_much_and_when()
    {
        var file = Parsed(CreditTransferFile.Write(Order));
        Assert.Equal(
            ["M1", "2026-11-10T13:05:09", "1", "1234.56"],
            file.Descendants(Pain + "GrpHdr").Elements().Take(4).Select(e => e.Value));
        Assert.Equal("2026-11-11", file.Descendants(Pain + "Dt").Single().Value);
        var transfer = file.Descendants(Pain + "CdtTrfTxInf").Single();
        Assert.Equal("E1", transfer.Descendants(Pain + "EndToEndId").Single().Value);
        Assert.Equal("EUR", transfer.Descendants(Pain + "InstdAmt").Single().Attribute("Ccy")!.Value);
        Assert.Equal("NL91ABNA0417164300", transfer.Descendants(Pain + "IBAN").Single().Value);
    }

    [Fact]
    public void Whatever_is_ordered_the_file_is_valid_and_its_control_sums_are_right_to_the_cent() =>
        Gen.Long[1, CreditTransferFile.AmountMaxCents].Array[1, 40].Array[1, 4].Sample(amounts =>
        {
            var number = 0;
            var order = Order with
            {
                Batches =
                [
                    .. amounts.Select((cents, b) => Order.Batches[0] with
                    {
                        Id = $"M1-{b}", ExecutionDate = new DateOnly(2026, 11, 11).AddDays(b),
                        Transfers =
                        [
                            .. cents.Select(c => Transfer with { EndToEndId = $"E{++number}", AmountCents = c }),
                        ],
                    }),
                ],
            };
            var file = Parsed(CreditTransferFile.Write(order));
            foreach (var (batch, cents) in file.Descendants(Pain + "PmtInf").Zip(amounts))
            {
                Assert.Equal(cents.Length, (int)batch.Element(Pain + "NbOfTxs")!);
                Assert.Equal(cents.Sum() / 100m, (decimal)batch.Element(Pain + "CtrlSum")!);
                Assert.Equal(cents, batch.Descendants(Pain + "InstdAmt").Select(a => (long)((decimal)a * 100)));
            }
            var header = file.Descendants(Pain + "GrpHdr").Single();
            Assert.Equal(number, (int)header.Element(Pain + "NbOfTxs")!);
            Assert.Equal(amounts.Sum(c => c.Sum()) / 100m, (decimal)header.Element(Pain + "CtrlSum")!);
        }, iter: 50);

    [Fact]
    public void The_same_order_gives_the_same_bytes_in_utf_8_without_a_mark()
    {
        var bytes = CreditTransferFile.Write(Order);
        Assert.Equal(bytes, CreditTransferFile.Write(Order));
        Assert.StartsWith(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    public static TheoryData<string> Wrong() =>
        ["id", "twice", "name", "characters", "remittance", "zero", "over", "none"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_a_bank_would_refuse_is_not_written(string what)
    {
        CreditTransfer[] transfers = what switch
        {
            "id" => [Transfer with { EndToEndId = new('e', 36) }],
            "twice" => [Transfer, Transfer],
            "name" => [Transfer with { Creditor = new('n', 71) }],
            "characters" => [Transfer with { Creditor = "Zórg" }],
            "remittance" => [Transfer with { Remittance = new('r', 141) }],
            "zero" => [Transfer with { AmountCents = 0 }],
            "over" => [Transfer with { AmountCents = CreditTransferFile.AmountMaxCents + 1 }],
            _ => [],
        };
        var order = Order with { Batches = [Order.Batches[0] with { Transfers = transfers }] };
        Assert.Throws<ArgumentException>(() => CreditTransferFile.Write(order));
    }

    /// <summary>The file as XML, when it is valid.</summary>
    internal static XDocument Parsed(byte[] file)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(
            CreditTransferFile.Namespace, Path.Combine(AppContext.BaseDirectory, "Sepa", "credit-transfer.xsd"));
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, e) => Assert.Fail(e.Message);
        using var reader = XmlReader.Create(new MemoryStream(file), settings);
        return XDocument.Load(reader);
    }
}
