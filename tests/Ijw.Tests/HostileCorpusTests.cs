using System.Net;
using System.Text;
using System.Xml;
using Jeugdregio.Ijw.Fuzz.Hostile;

namespace Jeugdregio.Ijw.Tests;

/// <summary>
/// Texts made to hurt or to deceive (rows B1 to B4): each gets its verdict and its finding, and little attention.
/// </summary>
public sealed class HostileCorpusTests : IDisposable
{
    /// <summary>Bytes that may be read after the one that proves it.</summary>
    private const int ReadAhead = 64 * 1024;

    private const long MostAllocated = 64 * 1024 * 1024;
    private const long MostAllocatedWhenHonest = 512 * 1024 * 1024;

    private readonly Bait _bait = new();

    public static TheoryData<string> Names => [.. All(new("file:///x"), new("http://127.0.0.1/x")).Keys];

    /// <summary>All but those that are right in form and take as long as an honest message does.</summary>
    public static TheoryData<string> NamesOfRefused =>
    [
        .. new HostileCases(new("file:///x"), new("http://127.0.0.1/x")).All
            .Where(one => !one.IsHonest || one.ProvenAt is not null).Select(one => one.ToString()),
    ];

    public static TheoryData<string> NamesOfDocumentTypes =>
        [.. new FetchingCases(new("file:///x"), new("http://127.0.0.1/x")).DocumentTypes.Select(one => one.ToString())];

    [Theory, MemberData(nameof(Names))]
    [Trait("rule", "OP179"), Trait("rule", "OP192")]
    public void A_hostile_text_gets_its_verdict_and_its_finding_and_little_attention(string name)
    {
        var one = All(_bait.File, _bait.Address)[name];
        using var text = one.Open();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var reading = IjwReader.Read(text);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        AssertAsExpected(one, reading);
        Assert.InRange(text.Consumed, 0, one.ProvenAt + ReadAhead ?? long.MaxValue);
        Assert.InRange(allocated, 0, one.IsHonest ? MostAllocatedWhenHonest : MostAllocated);
        Assert.False(_bait.WasConnectedTo);
        Assert.DoesNotContain(Bait.Secret, string.Join(' ', reading.Findings), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(NamesOfRefused))]
    public void Pieces_of_any_size_make_no_difference(string name)
    {
        var one = All(_bait.File, _bait.Address)[name];
        var expected = IjwReader.Read(one.Open());
        // byte by byte only where that does not take millions of them
        var isShort = one.ProvenAt is null or < 1_000_000;
        foreach (var size in isShort ? [1, 7, 4095, 4096, 4097] : (int[])[4097])
        {
            using var text = one.Open(size);
            var reading = IjwReader.Read(text);
            Assert.Equal((expected.Verdict, expected.Kind), (reading.Verdict, reading.Kind));
            Assert.Equal(expected.Findings, reading.Findings);
            Assert.Equal(expected.Message, reading.Message);
        }
    }

    [Theory, MemberData(nameof(NamesOfRefused))]
    public void A_text_in_memory_is_judged_as_one_from_a_stream(string name)
    {
        var one = All(_bait.File, _bait.Address)[name];
        var whole = new MemoryStream();
        foreach (var piece in one.Pieces)
        {
            whole.Write(piece.Span);
            // more than is ever read; what comes after it changes nothing
            if (whole.Length > one.ProvenAt + ReadAhead) break;
        }
        AssertAsExpected(one, IjwReader.Read(whole.GetBuffer().AsMemory(0, (int)whole.Length)));
    }

    /// <summary>A parser that does not refuse does fetch: so that nothing is fetched proves something.</summary>
    [Fact]
    public async Task A_careless_parser_does_connect_and_does_read_the_file()
    {
        var all = All(_bait.File, _bait.Address);
        var connected = _bait.SendAway();
        Assert.ThrowsAny<Exception>(() => ReadCarelessly(all["B1 an entity that is an address"]));
        await connected.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Contains(Bait.Secret, ReadCarelessly(all["B1 an entity that is a file"]), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(NamesOfDocumentTypes))]
    public void A_document_type_is_refused_before_anything_in_it_is_read(string name)
    {
        var one = All(_bait.File, _bait.Address)[name];
        var opening = Encoding.ASCII.GetBytes("<!D");
        var before = one.Pieces.SelectMany(piece => piece.ToArray()).Take(10_000).ToArray();
        var end = before.AsSpan().LastIndexOf(opening) + opening.Length;
        Assert.Equal(HostileCases.NoDocumentType, IjwReader.Read(before.AsMemory(0, end)).Findings[^1].Text);
    }

    public void Dispose() => _bait.Dispose();

    private static void AssertAsExpected(HostileCase one, Reading reading)
    {
        Assert.Equal(one.Verdict, reading.Verdict);
        if (one.Verdict == Verdict.Accepted) Assert.Empty(reading.Findings);
        if (one.Finding is null) return;
        var last = reading.Findings[^1];
        Assert.Equal((one.Finding, one.Line, one.Column), (last.Text, last.Line, last.Column));
        Assert.Equal(FindingLevel.Schema, last.Level);
    }

    private static string ReadCarelessly(HostileCase one)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Parse,
            XmlResolver = new XmlUrlResolver { Proxy = new WebProxy() },
        };
        using var xml = XmlReader.Create(one.Open(), settings);
        var seen = new StringBuilder();
        while (xml.Read()) seen.Append(xml.Value);
        return seen.ToString();
    }

    private static Dictionary<string, HostileCase> All(Uri file, Uri address) =>
        new HostileCases(file, address).All.ToDictionary(one => one.ToString());
}
