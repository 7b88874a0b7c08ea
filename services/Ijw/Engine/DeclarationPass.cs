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
/// One declaration on its way from a reader, whichever, to its visitor: every client is held against the rules within
/// the message as it passes. Readers may take over from each other between two clients.
/// </summary>
internal sealed class DeclarationPass(IDeclarationVisitor visitor, ReadLimits limits)
{
    private const string Total = "Bericht/Declaratie/TotaalIngediendBedrag";

    private readonly Report _report = new(limits.Findings);
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, (int Line, int Column)> _kept = new(StringComparer.Ordinal);
    private DeclarationCheck? _check;

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
        _check = new(_report, header);
        var before = _report.Findings.Count;
        _check.Header();
        var paths = With(before);
        paths.Add(Total);
        var places = find(paths);
        if (places.TryGetValue(Total, out var total)) _kept[Total] = total;
        Place(before, places);
        visitor.OnHeader(header);
    }

    internal void Client(string bsn, ReadOnlySpan<DeclarationLine> lines, IClientPlaces places)
    {
        var before = _report.Findings.Count;
        _check!.Client(bsn, lines, places);
        Clients++;
        Lines += lines.Length;
        if (_report.Findings.Count > before) Place(before, places.Find(With(before), Clients));
        visitor.OnClient(bsn, lines);
    }

    /// <summary>What is wrong with a declaration that is right in form.</summary>
    internal IReadOnlyList<Finding> Finish()
    {
        var before = _report.Findings.Count;
        _check?.Finish();
        Place(before, _kept);
        return _findings;
    }

    private HashSet<string> With(int from)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in _report.Findings.Skip(from))
            for (var path = finding.Path; path.Length > 0; path = Locator.Parent(path)) paths.Add(path);
        return paths;
    }

    private void Place(int from, Dictionary<string, (int Line, int Column)> places)
    {
        foreach (var finding in _report.Findings.Skip(from))
            _findings.Add(finding.Line > 0 ? finding : Locator.At(finding, places));
    }
}
