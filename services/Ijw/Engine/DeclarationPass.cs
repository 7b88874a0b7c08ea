using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Rules;

namespace Jeugdregio.Ijw.Engine;

/// <summary>Where the elements of the client at hand are in the text.</summary>
internal interface IClientPlaces
{
    /// <summary>Of a line's <c>VorigReferentieNummer</c>; the line counts from 0.</summary>
    (int Line, int Column) OfEarlier(int line);

    /// <summary>Of elements, by their paths from the root.</summary>
    /// <param name="paths">The paths wanted.</param>
    /// <param name="client">The number of the client, from 1.</param>
    Dictionary<string, (int Line, int Column)> Find(IReadOnlySet<string> paths, int client);
}

/// <summary>
/// One declaration on its way from a reader, whichever, to its visitor: every client is held against the rules as it
/// passes. Readers may take over from each other between two clients.
/// </summary>
/// <param name="visitor">Takes the clients.</param>
/// <param name="inputs">What the rules of level 4 need; null leaves them out.</param>
/// <param name="limits">How much to tell.</param>
internal sealed class DeclarationPass(IDeclarationVisitor visitor, CheckInputs? inputs, ReadLimits limits)
{
    private const string Total = "Bericht/Declaratie/TotaalIngediendBedrag";

    private readonly Told _within = new(limits.Findings);
    private readonly Told _outside = new(limits.Findings);
    private readonly Dictionary<string, (int Line, int Column)> _kept = new(StringComparer.Ordinal);
    private DeclarationCheck? _check;
    private DeclarationOutside? _checkOutside;

    /// <summary>Clients handed out.</summary>
    internal int Clients { get; private set; }

    /// <summary>Lines handed out.</summary>
    internal long Lines { get; private set; }

    internal void Header(
        IEnumerable<object> open, Func<IReadOnlySet<string>, Dictionary<string, (int Line, int Column)>> find)
    {
        // a reader that takes over reads the header again
        if (_check is not null) return;
        var declaration = open.OfType<Declaratie>().Single();
        var header = new DeclarationHeader(
            open.OfType<Jw323>().Single().Header,
            declaration.DeclaratieNummer,
            declaration.DeclaratiePeriode,
            declaration.DeclaratieDagtekening,
            declaration.TotaalIngediendBedrag);
        _check = new(_within.Report, header);
        _check.Header();
        if (inputs is not null) _checkOutside = new(_outside.Report, inputs);
        _checkOutside?.Header(header.Header);
        var paths = Paths();
        paths.Add(Total);
        var places = find(paths);
        if (places.TryGetValue(Total, out var total)) _kept[Total] = total;
        Place(places);
        visitor.OnHeader(header);
    }

    internal void Client(string bsn, ReadOnlySpan<DeclarationLine> lines, IClientPlaces places)
    {
        _check!.Client(bsn, lines, places);
        _checkOutside?.Client(lines);
        Clients++;
        Lines += lines.Length;
        if (_within.HasNew || _outside.HasNew) Place(places.Find(Paths(), Clients));
        visitor.OnClient(bsn, lines);
    }

    /// <summary>What is wrong with a declaration that is right in form: first in itself, then with the world.</summary>
    internal IEnumerable<Finding> Finish()
    {
        _check?.Finish();
        Place(_kept);
        return _within.Placed.Concat(_outside.Placed);
    }

    private HashSet<string> Paths()
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in _within.New.Concat(_outside.New))
            for (var path = finding.Path; path.Length > 0; path = Locator.Parent(path)) paths.Add(path);
        return paths;
    }

    private void Place(Dictionary<string, (int Line, int Column)> places)
    {
        _within.Place(places);
        _outside.Place(places);
    }

    /// <summary>What is told at one level; it gets its place while the text it is about is at hand.</summary>
    private sealed class Told(int most)
    {
        internal Report Report { get; } = new(most);

        internal List<Finding> Placed { get; } = [];

        internal bool HasNew => Report.Findings.Count > Placed.Count;

        internal IEnumerable<Finding> New => Report.Findings.Skip(Placed.Count);

        internal void Place(Dictionary<string, (int Line, int Column)> places)
        {
            for (var i = Placed.Count; i < Report.Findings.Count; i++)
            {
                var finding = Report.Findings[i];
                Placed.Add(finding.Line > 0 ? finding : Locator.At(finding, places));
            }
        }
    }
}
