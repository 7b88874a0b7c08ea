using Jeugdregio.Ijw.Fuzz.Hostile;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Fuzz.Oracle;

/// <summary>What is handed out client by client has to be what the text holds when it is read as a whole.</summary>
internal sealed class HandedOut : IDeclarationVisitor
{
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
        var outcome = IjwReader.ReadDeclaration(stream, taken);
        if (outcome.Verdict != whole.Verdict || outcome.Kind != whole.Kind)
            return $"client by client it is {outcome.Kind} {outcome.Verdict}";
        var (only, missing) = (outcome.Findings.Except(whole.Findings), whole.Findings.Except(outcome.Findings));
        if (only.Concat(missing).FirstOrDefault() is { } other)
            return $"client by client it says {outcome.Findings.Count} for {whole.Findings.Count} things: {other}";
        if (whole.Message is Jw323 message && !taken.Has(message)) return "client by client it holds something else";
        return null;
    }

    private bool Has(Jw323 message) => _header is not null
        && _clients.SequenceEqual(message.Declaratie.Clienten)
        && _header.Header == message.Header
        && _header.DeclaratieNummer == message.Declaratie.DeclaratieNummer
        && _header.DeclaratiePeriode == message.Declaratie.DeclaratiePeriode
        && _header.DeclaratieDagtekening == message.Declaratie.DeclaratieDagtekening
        && _header.TotaalIngediendBedrag == message.Declaratie.TotaalIngediendBedrag;
}
