using System.Globalization;
using Jeugdregio.Ijw.Engine.Wire;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Rules;

namespace Jeugdregio.Ijw.Engine;

/// <summary>A line and a column, both from 1.</summary>
internal readonly record struct Position(int Line, int Column);

/// <summary>
/// Hands the clients of a JW323 out one by one while <see cref="SchemaReader"/> reads them, also when it goes on where
/// another reader stopped: then its text is the beginning of the message followed by the clients that are left, and
/// <paramref name="joint"/> says where in that text they begin and where in the message that is.
/// </summary>
internal sealed class HandOut(DeclarationPass pass, (Position InText, Position InMessage)? joint) : IClientPlaces
{
    private readonly ClassBinding _group = GroupOf(ClassBinding.Of(MessageKind.Jw323));
    private readonly List<Mark> _marks = [];
    private readonly List<Position> _earlier = [];
    private DeclarationLine[] _room = [];

    /// <summary>Whether these are the items to hand out.</summary>
    internal bool Takes(ClassBinding group) => ReferenceEquals(group, _group);

    /// <summary>The clients begin; how many have been handed out already.</summary>
    /// <param name="open">The records around them; null when something is wrong with those.</param>
    internal int Begin(IReadOnlyList<object>? open)
    {
        if (open is not null) pass.Header(open, Find);
        _marks.Clear();
        return pass.Clients;
    }

    /// <summary>A client whose element has just ended; null when something before its end is wrong in form.</summary>
    internal void Take(object? client)
    {
        if (client is DeclaratieClient record)
            pass.Client(record.Bsn, DeclarationRules.LinesOf(record, ref _room), this);
        _marks.Clear();
        _earlier.Clear();
    }

    /// <summary>An element is entered.</summary>
    internal void Pass(ElementPath path, Position at)
    {
        var (name, number) = path.Last;
        if (name == nameof(ProductReferentie)) _earlier.Add(at);
        if (name == nameof(ProductReferentie.VorigReferentieNummer) && _earlier.Count > 0) _earlier[^1] = at;
        _marks.Add(new(path.Depth, name, number, at));
    }

    /// <summary>Where in the message a place in the text is.</summary>
    internal Position Real(Position at)
    {
        if (joint is not var (text, message) || at.Line < text.Line) return at;
        if (at.Line > text.Line) return at with { Line = at.Line - text.Line + message.Line };
        return at.Column < text.Column ? at : new(message.Line, at.Column - text.Column + message.Column);
    }

    (int Line, int Column) IClientPlaces.OfEarlier(int line) => (_earlier[line].Line, _earlier[line].Column);

    Dictionary<string, (int Line, int Column)> IClientPlaces.Find(IReadOnlySet<string> paths, int client) =>
        Find(paths);

    private Dictionary<string, (int Line, int Column)> Find(IReadOnlySet<string> paths)
    {
        var places = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        List<string> around = [.. DeclarationFields.Clients.Split('/')];
        foreach (var (depth, name, number, at) in _marks)
        {
            around.RemoveRange(depth - 1, around.Count - depth + 1);
            around.Add(number > 0 ? string.Create(CultureInfo.InvariantCulture, $"{name}[{number}]") : name);
            var path = string.Join('/', around);
            if (paths.Contains(path)) places.TryAdd(path, (at.Line, at.Column));
        }
        return places;
    }

    private static ClassBinding GroupOf(ClassBinding root)
    {
        foreach (var name in (string[])[nameof(Jw323.Declaratie), nameof(Declaratie.Clienten)])
            root = root.Elements.Single(element => element.Element.Name == name).Class!;
        return root;
    }

    private readonly record struct Mark(int Depth, string Name, int Number, Position At);
}
