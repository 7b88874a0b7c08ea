using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Rules;

/// <summary>The rules of level 4 for one JW323, client by client: nothing has to be remembered of a line.</summary>
internal sealed class DeclarationOutside(Report report, CheckInputs inputs)
{
    private const int MostAsked = 1000;

    private static readonly byte Euro = DeclarationLine.Number(Eenheden.Euro);
    private static readonly byte Minute = DeclarationLine.Number(Eenheden.Minuut);

    // what the product list said of a code, so that a million lines do not ask it a million times
    private readonly Dictionary<(ShortText Code, byte Category), bool> _asked = [];
    private int _clients;

    internal void Header(Header header) => ExternalRules.CheckHeader(report, MessageKind.Jw323, header, [], inputs);

    /// <param name="lines">All lines of the client.</param>
    internal void Client(ReadOnlySpan<DeclarationLine> lines)
    {
        var place = new ClientPlace(DeclarationCheck.Root, ++_clients);
        for (var i = 0; i < lines.Length && !report.IsFull; i++)
        {
            ref readonly var line = ref lines[i];
            if (!Fits(in line)) report.Add("TR381", place.Line(i).At("/ProductCode"));
            if (!AddsUp(in line)) report.Add("TR346", place.Line(i).At("/IngediendBedrag"));
        }
    }

    private bool Fits(in DeclarationLine line)
    {
        if (inputs.ProductFits is not { } fits) return true;
        if (_asked.TryGetValue((line.Code, line.Category), out var isRight)) return isRight;
        isRight = fits(line.Code.ToString(), line.ProductCategorie);
        if (_asked.Count < MostAsked) _asked.Add((line.Code, line.Category), isRight);
        return isRight;
    }

    /// <summary>
    /// A minute's tariff is an hour's tariff divided by sixty and rounded to cents, and is not what the amount was
    /// reckoned with; so for minutes the amount may differ by what that rounding allows: half a cent a minute, and half
    /// a cent.
    /// </summary>
    private static bool AddsUp(in DeclarationLine line)
    {
        if (line.Unit == Euro || line.HasTariff == 0) return true;
        var off = Math.Abs(line.Amount - line.Volume * line.Tariff);
        return off <= (line.Unit == Minute ? (line.Volume + 1) / 2 : 0);
    }
}
