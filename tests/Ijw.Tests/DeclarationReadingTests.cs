using System.Globalization;
using System.Text;
using Jeugdregio.Ijw.Fuzz.Hostile;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests;

/// <summary>A JW323 handed out client by client says the same as the same JW323 read as a whole.</summary>
public sealed class DeclarationReadingTests
{
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(4093)]
    public void Client_by_client_and_as_a_whole_are_the_same_whatever_is_wrong(int piece)
    {
        var random = new Random(piece % 1000);
        var origin = WireTests.Indent(Encoding.UTF8.GetString(IjwWriter.Write(Large(40))));
        for (var i = 0; i < (piece == 1 ? 60 : 400); i++)
        {
            var changed = i == 0 ? origin : Damage.Of(origin, random);
            var text = Encoding.UTF8.GetBytes(changed);
            var whole = IjwReader.Read(text);
            var taken = new Taken();
            var reading = piece == int.MaxValue
                ? IjwReader.ReadDeclaration(text, taken)
                : IjwReader.ReadDeclaration(new InPieces(text, piece), taken);
            Assert.Equal(whole.Verdict, reading.Verdict);
            Assert.Equal(whole.Kind, reading.Kind);
            Assert.Equal(Show(whole.Findings), Show(reading.Findings));
            if (whole.Message is not Jw323 message) continue;
            Assert.Equal(message.Declaratie.Clienten, taken.Clients);
            Assert.Equal(message.Header, taken.Header!.Header);
            Assert.Equal(message.Declaratie.TotaalIngediendBedrag, taken.Header.TotaalIngediendBedrag);
            Assert.Equal(taken.Clients.Count, reading.Clients);
            Assert.Equal(taken.Clients.Sum(client => client.Prestaties.Count), reading.Lines);
        }
    }

    [Fact]
    public void A_file_larger_than_its_window_is_handed_out_whole_and_its_findings_have_their_places()
    {
        // TR358 at the start, CS002 and CS339 far into it, TR316 known only at the end
        var text = WireTests.Indent(Encoding.UTF8.GetString(IjwWriter.Write(Large(3000))))
            .Replace("TotaalBedrag>", "TotaalBedrag>1", StringComparison.Ordinal)
            .Replace("</ijw:TotaalBedrag>1", "</ijw:TotaalBedrag>", StringComparison.Ordinal);
        var last = text.LastIndexOf("<jw323:Bsn>", StringComparison.Ordinal) + "<jw323:Bsn>".Length;
        text = text[..last] + "999999999" + text[(last + 9)..];
        var bytes = Encoding.UTF8.GetBytes(text);
        var whole = IjwReader.Read(bytes);
        Assert.Contains(whole.Findings, finding => finding.Rule == "TR358");
        Assert.Contains(whole.Findings, finding => finding.Rule == "CS002");
        var taken = new Taken();
        var reading = IjwReader.ReadDeclaration(new InPieces(bytes, 10_000), taken);
        Assert.Equal(Show(whole.Findings), Show(reading.Findings));
        Assert.Equal(3000, taken.Clients.Count);
    }

    [Theory]
    [Trait("rule", "TR135"), Trait("rule", "TR346"), Trait("rule", "TR378"), Trait("rule", "TR381")]
    [InlineData(0, 100)]
    [InlineData(1, 100)]
    [InlineData(2, 7)]
    [InlineData(3, 1_000_000)]
    public void Held_against_the_world_client_by_client_and_as_a_whole_are_the_same(int seed, int most)
    {
        var text = Encoding.UTF8.GetBytes(Planted(new Random(seed)));
        var limits = new ReadLimits { Findings = most };
        var inputs = new CheckInputs(
            new(2026, 2, 4), (code, _) => code != "0479", (code, category) => code.StartsWith(category[0]));
        var whole = IjwReader.Read(text, limits: limits);
        var outside = IjwRules.CheckExternal(whole.Message!, inputs);
        Assert.Equal(["TR135", "TR346", "TR378", "TR381"], outside.Select(one => one.Rule).Distinct().Order());
        Finding[] all = [.. whole.Findings, .. IjwReader.Locate(outside, new MemoryStream(text))];
        var taken = IjwReader.ReadDeclaration(new InPieces(text, 5000), new Counted(), limits, inputs);
        Assert.Equal(all.Take(most), taken.Findings);
        Assert.Equal(whole.Verdict, taken.Verdict);
        Assert.All(taken.Findings, finding => Assert.InRange(finding.Line, 1, int.MaxValue));
    }

    /// <summary>What only the world is against leaves the message accepted: it is answered class by class.</summary>
    [Fact, Trait("rule", "TR135")]
    public void A_declaration_from_tomorrow_is_accepted_as_a_message()
    {
        var taken = IjwReader.ReadDeclaration(
            IjwWriter.Write(Large(2)), new Counted(), inputs: new CheckInputs(new(2026, 2, 4)));
        Assert.Equal("TR135", Assert.Single(taken.Findings).Rule);
        Assert.Equal(Verdict.Accepted, taken.Verdict);
    }

    /// <summary>
    /// Two hundred clients; of one line in ten the product or the tariff is another, and of one in twenty the form is
    /// one for the other reader, which goes on from there.
    /// </summary>
    private static string Planted(Random random)
    {
        var parts = WireTests.Indent(Encoding.UTF8.GetString(IjwWriter.Write(Large(200)))).Split("<jw323:Prestatie>");
        for (var i = 1; i < parts.Length; i++)
            parts[i] = random.Next(20) switch
            {
                0 => parts[i].Replace("<jw323:ProductCode>4", "<jw323:ProductCode>5", StringComparison.Ordinal),
                1 => parts[i].Replace("<jw323:ProductTarief>", "<jw323:ProductTarief>9", StringComparison.Ordinal),
                2 when random.Next(9) == 0 =>
                    parts[i].Replace("</jw323:Eenheid>", "</jw323:Eenheid >", StringComparison.Ordinal),
                _ => parts[i],
            };
        return string.Join("<jw323:Prestatie>", parts);
    }

    [Fact]
    [Trait("fault", "B2")]
    public void A_file_of_any_length_is_read_in_the_memory_of_its_largest_client_and_a_little_for_each_line()
    {
        const int Clients = 60_000;
        var whole = Encoding.UTF8.GetString(IjwWriter.Write(Large(1)));
        var from = whole.IndexOf("<jw323:Client>", StringComparison.Ordinal);
        var to = whole.IndexOf("</jw323:Client>", StringComparison.Ordinal) + "</jw323:Client>".Length;
        var count = 0;
        IEnumerable<ReadOnlyMemory<byte>> Pieces()
        {
            yield return Encoding.UTF8.GetBytes(whole[..from]);
            for (; count < Clients; count++)
            {
                var number = string.Create(CultureInfo.InvariantCulture, $"R{count}-");
                var client = whole[from..to].Replace("R0-", number, StringComparison.Ordinal);
                yield return Encoding.UTF8.GetBytes(client);
            }
            yield return Encoding.UTF8.GetBytes(whole[to..]);
        }
        var made = Allocated(() => Assert.NotEqual(0, Pieces().Sum(piece => (long)piece.Length)));
        count = 0;
        var counted = new Counted();
        var read = Allocated(() => IjwReader.ReadDeclaration(
            new MadeStream(Pieces()), counted, new() { Bytes = long.MaxValue, Findings = 1 }));
        Assert.Equal(Clients, counted.Clients);
        // a window, and for each line a client's number and a fingerprint in a table that has doubled on its way
        Assert.InRange(read - made, 0, 2_000_000 + counted.Lines * 200);
        Assert.InRange((to - from) * (long)Clients, counted.Lines * 500, long.MaxValue);
    }

    private static long Allocated(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void After_a_finding_of_form_no_client_is_handed_out()
    {
        var text = Encoding.UTF8.GetString(IjwWriter.Write(Large(10)));
        var at = text.IndexOf("<jw323:Eenheid>", text.Length / 2, StringComparison.Ordinal);
        var taken = new Taken();
        var wrong = text[..at] + "<jw323:Eenheid>99" + text[(at + "<jw323:Eenheid>16".Length)..];
        var reading = IjwReader.ReadDeclaration(Encoding.UTF8.GetBytes(wrong), taken);
        Assert.Equal(Verdict.Invalid, reading.Verdict);
        Assert.InRange(taken.Clients.Count, 1, 9);
        Assert.Equal(reading.Clients, taken.Clients.Count);
    }

    [Fact]
    public void Another_message_is_refused_and_its_header_is_not_handed_out()
    {
        var taken = new Taken();
        var reading = IjwReader.ReadDeclaration(IjwWriter.Write(Example.Request()), taken);
        Assert.Equal((Verdict.Invalid, MessageKind.Jw315), (reading.Verdict, reading.Kind));
        Assert.Null(taken.Header);
    }

    [Fact]
    public void A_line_as_a_value_and_as_a_record_are_the_same_line()
    {
        var line = Example.Declaration().Declaratie.Clienten[0].Prestaties[0];
        Assert.Equal(line, DeclarationLine.Of(line).ToPrestatie());
        var euro = line with { Eenheid = Eenheden.Euro, ProductTarief = null };
        Assert.Equal(euro, DeclarationLine.Of(euro).ToPrestatie());
        Assert.Throws<ArgumentException>(() => DeclarationLine.Of(line with { ProductCode = new('x', 21) }));
        Assert.Throws<ArgumentException>(() => DeclarationLine.Of(line with { Eenheid = "x" }));
    }

    private static string Show(IEnumerable<Finding> findings) => string.Join(
        '\n',
        findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column).ThenBy(finding => finding.Rule));

    private static Jw323 Large(int clients)
    {
        var example = Example.Declaration();
        var client = example.Declaratie.Clienten[0];
        var number = 100_000_000;
        var all = Enumerable.Range(0, clients).Select(c => client with
        {
            Bsn = Next(ref number),
            Prestaties =
            [
                .. client.Prestaties.Select((line, l) => line with
                {
                    ToewijzingNummer = l + 1,
                    ProductReferentie = line.ProductReferentie with { ReferentieNummer = $"R{c}-{l}" },
                }),
            ],
        }).ToList();
        var sum = all.Sum(one => one.Prestaties.Sum(line => line.IngediendBedrag.SignedCents()));
        return example with
        {
            Declaratie = example.Declaratie with
            {
                Clienten = all,
                TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(sum),
            },
        };
    }

    private static string Next(ref int number)
    {
        string text;
        do text = (++number + 899_900_000).ToString(CultureInfo.InvariantCulture);
        while (!Values.Bsn.PassesElevenCheck(text));
        return text;
    }

    private sealed class Taken : IDeclarationVisitor
    {
        internal DeclarationHeader? Header { get; private set; }

        internal List<DeclaratieClient> Clients { get; } = [];

        public void OnHeader(DeclarationHeader header)
        {
            Assert.Null(Header);
            Header = header;
        }

        public void OnClient(string bsn, ReadOnlySpan<DeclarationLine> lines)
        {
            var records = new List<Prestatie>();
            foreach (var line in lines) records.Add(line.ToPrestatie());
            Clients.Add(new() { Bsn = bsn, Prestaties = records });
        }
    }

    private sealed class Counted : IDeclarationVisitor
    {
        internal int Clients { get; private set; }

        internal long Lines { get; private set; }

        public void OnHeader(DeclarationHeader header)
        {
        }

        public void OnClient(string bsn, ReadOnlySpan<DeclarationLine> lines)
        {
            Clients++;
            Lines += lines.Length;
        }
    }

    /// <summary>Hands out at most so many bytes at a time.</summary>
    private sealed class InPieces(byte[] text, int most) : MemoryStream(text, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, most));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);
    }
}
