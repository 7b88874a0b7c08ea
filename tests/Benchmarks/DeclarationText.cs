using System.Globalization;
using System.Text;
using Jeugdregio.Values;

namespace Jeugdregio.Benchmarks;

/// <summary>
/// A JW323 as providers' systems write it, indented, about 850 bytes a line; made while it is written.
/// </summary>
internal sealed class DeclarationText(int seed, string messagePrefix = "jw323", string basePrefix = "ijw")
{
    private const string Message = "http://www.istandaarden.nl/ijw/3_2/jw323/schema";
    private const string Base = "http://www.istandaarden.nl/ijw/3_2/basisschema/schema";
    private const string TotalRoom = "000000000000";

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private int _bsn = 899_900_000 + seed % 1000;
    private int _number;
    private long _total;

    /// <summary>Changes a line before it is written, to something unusual but right.</summary>
    internal Func<string, string> Unusual { get; init; } = line => line;

    /// <summary>Lines written so far.</summary>
    internal int Lines => _number;

    /// <summary>Writes until the text has at least so many bytes; the total is filled in afterwards.</summary>
    internal void Write(Stream stream, long bytes)
    {
        var place = Start();
        Flush(stream);
        while (stream.Length < bytes)
        {
            Client();
            if (_text.Length > 64 * 1024) Flush(stream);
        }
        Close(2, "Clienten");
        Close(1, "Declaratie");
        Close(0, "Bericht");
        Flush(stream);
        stream.Position = place;
        // leading zeros are right in a number, so the room that was kept for the total can be filled
        stream.Write(Encoding.ASCII.GetBytes(_total.ToString(TotalRoom, CultureInfo.InvariantCulture)));
        stream.Position = stream.Length;
    }

    private int Start()
    {
        _text.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        _text.Append(CultureInfo.InvariantCulture,
            $"<{messagePrefix}:Bericht xmlns:{messagePrefix}=\"{Message}\" xmlns:{basePrefix}=\"{Base}\">");
        Open(1, "Header");
        Value(2, "BerichtCode", "490");
        Value(2, "BerichtVersie", "3");
        Value(2, "BerichtSubversie", "2");
        Value(2, "Afzender", "01234567");
        Value(2, "Ontvanger", "0479");
        Open(2, "BerichtIdentificatie");
        Value(3, "Identificatie", $"B{seed}", basePrefix);
        Value(3, "Dagtekening", "2026-02-05", basePrefix);
        Close(2, "BerichtIdentificatie");
        Open(2, "XsdVersie");
        Value(3, "BasisschemaXsdVersie", "1.0.0", basePrefix);
        Value(3, "BerichtXsdVersie", "1.0.0", basePrefix);
        Close(2, "XsdVersie");
        Close(1, "Header");
        Open(1, "Declaratie");
        Value(2, "DeclaratieNummer", $"D{seed}");
        Open(2, "DeclaratiePeriode");
        Value(3, "Begindatum", "2026-01-01", basePrefix);
        Value(3, "Einddatum", "2026-01-31", basePrefix);
        Close(2, "DeclaratiePeriode");
        Value(2, "DeclaratieDagtekening", "2026-02-05");
        Open(2, "TotaalIngediendBedrag");
        Value(3, "TotaalBedrag", TotalRoom, basePrefix);
        var place = _text.ToString().IndexOf(TotalRoom, StringComparison.Ordinal);
        Value(3, "DebetCredit", "D", basePrefix);
        Close(2, "TotaalIngediendBedrag");
        Open(2, "Clienten");
        return place;
    }

    private void Client()
    {
        Open(3, "Client");
        Value(4, "Bsn", NextBsn());
        Open(4, "Prestaties");
        for (var i = _random.Next(1, 5); i > 0; i--) Line();
        Close(4, "Prestaties");
        Close(3, "Client");
    }

    private void Line()
    {
        var before = _text.Length;
        var number = ++_number;
        var isCredit = number > 1000 && _random.Next(50) == 0;
        var volume = _random.Next(1, 32);
        var tariff = _random.Next(2_000, 12_000);
        var from = _random.Next(1, 10);
        Open(5, "Prestatie");
        Open(6, "ProductReferentie");
        Value(7, "ReferentieNummer", $"P{seed}-{number:00000000}", basePrefix);
        if (isCredit) Value(7, "VorigReferentieNummer", $"V{seed}-{number:00000000}", basePrefix);
        Close(6, "ProductReferentie");
        Value(6, "ToewijzingNummer", Text(100_000_000 + number));
        Value(6, "ProductCategorie", "45");
        Value(6, "ProductCode", _random.Next(3) switch { 0 => "45A48", 1 => "45A53", _ => "45A04" });
        Open(6, "ProductPeriode");
        Value(7, "Begindatum", $"2026-01-{from:00}", basePrefix);
        Value(7, "Einddatum", $"2026-01-{_random.Next(from, 32):00}", basePrefix);
        Close(6, "ProductPeriode");
        Value(6, "GeleverdVolume", Text(volume));
        Value(6, "Eenheid", "16");
        Value(6, "ProductTarief", Text(tariff));
        Open(6, "IngediendBedrag");
        Value(7, "Bedrag", Text(volume * tariff), basePrefix);
        Value(7, "DebetCredit", isCredit ? "C" : "D", basePrefix);
        Close(6, "IngediendBedrag");
        Close(5, "Prestatie");
        _total += isCredit ? -volume * tariff : volume * tariff;
        var line = _text.ToString(before, _text.Length - before);
        _text.Length = before;
        _text.Append(Unusual(line));
    }

    private string NextBsn()
    {
        do _bsn++;
        while (!Bsn.PassesElevenCheck(Text(_bsn)));
        return Text(_bsn);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Open(int depth, string name) => Tag(depth, $"<{messagePrefix}:{name}>");

    private void Close(int depth, string name) => Tag(depth, $"</{messagePrefix}:{name}>");

    private void Value(int depth, string name, string value, string? prefix = null) =>
        Tag(depth, $"<{prefix ?? messagePrefix}:{name}>{value}</{prefix ?? messagePrefix}:{name}>");

    private void Tag(int depth, string tag) => _text.Append('\n').Append(' ', depth).Append(tag);

    private void Flush(Stream stream)
    {
        stream.Write(Encoding.UTF8.GetBytes(_text.ToString()));
        _text.Clear();
    }
}
