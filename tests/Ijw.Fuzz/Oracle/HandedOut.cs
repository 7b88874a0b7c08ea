using Jeugdregio.Ijw.Fuzz.Hostile;
using Jeugdregio.Ijw.Fuzz.Mutations;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Fuzz.Oracle;

/// <summary>What is handed out client by client has to be what the text holds when it is read as a whole.</summary>
internal sealed class HandedOut : IDeclarationVisitor
{
    /// <summary>A world that about half of what is made up agrees with.</summary>
    private static readonly CheckInputs World = new(
        new(2026, 6, 1), (code, _) => code[^1] % 2 == 0, (code, category) => code.StartsWith(category[0]));

    private readonly List<DeclaratieClient> _clients = [];
    private DeclarationHeader? _header;

    public void OnHeader(DeclarationHeader header) => _header = header;

    public void OnClient(string bsn, ReadOnlySpan<DeclarationLine> lines)
    {
        var copied = new List<Prestatie>();
        foreach (var line in lines) copied.Add(line.ToPrestatie());
        _clients.Add(new() { Bsn = bsn, Prestaties = copied });
    }

    /// <summary>What is not the same; null when all is.</summary>
    internal static string? Disagreement(byte[] text, int piece)
    {
        var whole = IjwReader.Read(text, MessageKind.Jw323);
        var taken = new HandedOut();
        using var stream = new MadeStream([text], piece);
        var outcome = IjwReader.ReadDeclaration(stream, taken, inputs: World);
        if (outcome.Verdict != whole.Verdict || outcome.Kind != whole.Kind)
            return $"client by client it is {outcome.Kind} {outcome.Verdict}";
        var all = AllFindings(whole, text);
        var told = outcome.Findings;
        if (FuzzedText.HasLineEndInTag(text)) (all, told) = (WithoutOuterPlaces(all), WithoutOuterPlaces(told));
        var (only, missing) = (told.Except(all), all.Except(told));
        if (only.Concat(missing).FirstOrDefault() is { } other)
            return $"client by client it says {told.Count} for {all.Count} things: {other}";
        if (whole.Message is Jw323 message && !taken.Has(message)) return "client by client it holds something else";
        return null;
    }

    /// <summary>Those of level 4 after the others, as many as there may be.</summary>
    private static IReadOnlyList<Finding> AllFindings(Reading whole, byte[] text)
    {
        if (whole.Message is not { } message) return whole.Findings;
        var room = ReadLimits.Default.Findings - whole.Findings.Count;
        var outside = IjwRules.CheckExternal(message, World).Take(room).ToList();
        return [.. whole.Findings, .. IjwReader.Locate(outside, new MemoryStream(text))];
    }

    /// <summary>
    /// What is told on the model is looked up with a parser that counts a line end within a tag twice where its buffer
    /// ends, and not every reader's ends there.
    /// </summary>
    private static IReadOnlyList<Finding> WithoutOuterPlaces(IReadOnlyList<Finding> findings) =>
    [
        .. findings.Select(finding =>
            finding.Level == FindingLevel.External ? finding with { Line = 0, Column = 0 } : finding),
    ];

    private bool Has(Jw323 message) => _header is not null
        && _clients.SequenceEqual(message.Declaratie.Clienten)
        && _header.Header == message.Header
        && _header.DeclaratieNummer == message.Declaratie.DeclaratieNummer
        && _header.DeclaratiePeriode == message.Declaratie.DeclaratiePeriode
        && _header.DeclaratieDagtekening == message.Declaratie.DeclaratieDagtekening
        && _header.TotaalIngediendBedrag == message.Declaratie.TotaalIngediendBedrag;
}
