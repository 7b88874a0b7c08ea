using System.Text;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>
/// Fills a line in place and hands out a client when it ends; what comes before the clients becomes records.
/// </summary>
internal sealed class DeclarationCollector(WireBuffer buffer, DeclarationPass pass) : IClientPlaces
{
    private readonly RecordBuilder _header = new();
    private DeclarationLine[] _lines = new DeclarationLine[64];
    private int[] _earlier = new int[64];
    private int _count;
    private string _bsn = "";
    private SlotPlan _client = null!;
    private long _asidesInStart;

    /// <summary>
    /// The text up to and with the start tag of the clients, which a reader that goes on needs to have read; empty when
    /// it did not come to that.
    /// </summary>
    internal byte[] Start { get; private set; } = [];

    /// <summary>What has been let through when a reader goes on with the start and what is kept.</summary>
    internal LetThrough LetThrough => new(
        buffer.Before - Start.Length, buffer.AsidesBefore - _asidesInStart, Start.Length);

    /// <summary>
    /// Where the start and what follows it meet, for a reader that goes on; null when there is no start.
    /// </summary>
    internal (Position InText, Position InMessage)? Joint()
    {
        if (Start.Length == 0) return null;
        var (line, column) = new WireBuffer(Start).PlaceOf(Start.Length);
        var (realLine, realColumn) = buffer.PlaceOf(buffer.Kept);
        return (new(line, column), new(realLine, realColumn));
    }

    internal void Enter(SlotPlan slot, int at)
    {
        switch (slot.Field)
        {
            case DeclarationField.None:
                _header.Enter(slot);
                break;
            case DeclarationField.Clienten:
                Start = buffer.Bytes.AsSpan(buffer.Kept, at + slot.StartTag.Length - buffer.Kept).ToArray();
                pass.Header(_header.Open, FindInStart);
                buffer.KeepFrom(at + slot.StartTag.Length);
                _asidesInStart = buffer.AsidesBefore;
                break;
            case DeclarationField.Client:
                buffer.KeepFrom(at);
                (_client, _count) = (slot, 0);
                break;
            case DeclarationField.Prestatie:
                if (_count == _lines.Length)
                {
                    Array.Resize(ref _lines, _count * 2);
                    Array.Resize(ref _earlier, _count * 2);
                }
                _lines[_count] = default;
                break;
        }
    }

    internal void Leave(SlotPlan slot)
    {
        switch (slot.Field)
        {
            case DeclarationField.None:
                _header.Leave(slot);
                break;
            case DeclarationField.Client:
                pass.Client(_bsn, _lines.AsSpan(0, _count), this);
                buffer.KeepFrom(buffer.At);
                break;
            case DeclarationField.Prestatie:
                _count++;
                break;
        }
    }

    internal void Text(SlotPlan slot, int at, ReadOnlySpan<byte> utf8)
    {
        ref var line = ref _lines[_count];
        switch (slot.Field)
        {
            case DeclarationField.ReferentieNummer:
                line.Reference.Set(utf8);
                break;
            case DeclarationField.VorigReferentieNummer:
                line.Earlier.Set(utf8);
                _earlier[_count] = at - buffer.Kept;
                break;
            case DeclarationField.ProductCode:
                line.Code.Set(utf8);
                break;
            case DeclarationField.Bsn:
                _bsn = Encoding.ASCII.GetString(utf8);
                break;
            default:
                _header.Add(slot, Encoding.UTF8.GetString(utf8));
                break;
        }
    }

    internal void Code(SlotPlan slot, int index)
    {
        ref var line = ref _lines[_count];
        var code = slot.Simple!.Codes[index];
        switch (slot.Field)
        {
            case DeclarationField.ProductCategorie:
                line.Category = DeclarationLine.Number(code);
                break;
            case DeclarationField.Eenheid:
                line.Unit = DeclarationLine.Number(code);
                break;
            case DeclarationField.DebetCredit:
                line.Credit = code == DebetCredits.Credit ? (byte)1 : (byte)0;
                break;
            default:
                _header.Add(slot, code);
                break;
        }
    }

    internal void Whole(SlotPlan slot, long number)
    {
        ref var line = ref _lines[_count];
        switch (slot.Field)
        {
            case DeclarationField.ToewijzingNummer:
                line.Allocation = number;
                break;
            case DeclarationField.GeleverdVolume:
                line.Volume = number;
                break;
            case DeclarationField.ProductTarief:
                (line.Tariff, line.HasTariff) = (number, 1);
                break;
            case DeclarationField.Bedrag:
                line.Amount = number;
                break;
            default:
                _header.Add(slot, number);
                break;
        }
    }

    internal void Date(SlotPlan slot, DateOnly date)
    {
        ref var line = ref _lines[_count];
        switch (slot.Field)
        {
            case DeclarationField.Begindatum:
                line.Begin = date;
                break;
            case DeclarationField.Einddatum:
                line.End = date;
                break;
            default:
                _header.Add(slot, date);
                break;
        }
    }

    (int Line, int Column) IClientPlaces.OfEarlier(int line) => buffer.PlaceOf(buffer.Kept + _earlier[line] + 1);

    Dictionary<string, (int Line, int Column)> IClientPlaces.Find(IReadOnlySet<string> paths, int client)
    {
        var finder = new PlaceFinder(buffer, paths);
        finder.Begin(DeclarationFields.Clients, client - 1);
        var again = new WireBuffer(buffer.Bytes.AsMemory(buffer.Kept, buffer.At - buffer.Kept));
        new WireReader<PlaceSink>(again, ReadLimits.Default.Run, new(finder)).ReadElement(_client);
        return finder.Places;
    }

    private Dictionary<string, (int Line, int Column)> FindInStart(IReadOnlySet<string> paths)
    {
        var again = new WireBuffer(Start);
        var finder = new PlaceFinder(again, paths);
        if (WireStart.Read(again) is { } plan)
            new WireReader<PlaceSink>(again, ReadLimits.Default.Run, new(finder)).ReadRoot(plan.Root);
        return finder.Places;
    }
}

/// <summary>Gives every value to a <see cref="DeclarationCollector"/>.</summary>
internal readonly struct DeclarationSink(DeclarationCollector collector) : IWireSink
{
    public void Enter(SlotPlan slot, int at) => collector.Enter(slot, at);

    public void Leave(SlotPlan slot) => collector.Leave(slot);

    public void Text(SlotPlan slot, int at, ReadOnlySpan<byte> utf8) => collector.Text(slot, at, utf8);

    public void Code(SlotPlan slot, int at, int index) => collector.Code(slot, index);

    public void Whole(SlotPlan slot, int at, long number) => collector.Whole(slot, number);

    public void Date(SlotPlan slot, int at, DateOnly date) => collector.Date(slot, date);

    public void Time(SlotPlan slot, int at, TimeOnly time) =>
        throw new InvalidOperationException("A declaration holds no time.");
}
