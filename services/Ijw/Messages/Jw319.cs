namespace Jeugdregio.Ijw.Messages;

/// <summary>Answer to a request that is not (yet) granted: municipality to provider.</summary>
public sealed record Jw319 : IjwMessage
{
    public override MessageKind Kind => MessageKind.Jw319;

    public override Header CommonHeader => Header;

    public required Header Header { get; init; }

    public required Antwoord Antwoord { get; init; }
}

/// <summary>Reply to a JW319.</summary>
public sealed record Jw320 : RetourMessage
{
    public override MessageKind Kind => MessageKind.Jw320;

    /// <summary>The answer with a return code for every class; null when nothing in it is refused.</summary>
    public Antwoord? Antwoord { get; init; }
}

/// <summary>What the municipality answers.</summary>
public sealed record Antwoord : AnswerableClass
{
    /// <summary>The request answered: its <c>ReferentieAanbieder</c>.</summary>
    public required string ReferentieAanbieder { get; init; }

    /// <summary>WJ760, see <see cref="VerzoekAntwoorden"/>.</summary>
    public required string VerzoekAntwoord { get; init; }

    /// <summary>WJ759, filled exactly when refused (CD085, CD086).</summary>
    public string? RedenAfwijzingVerzoek { get; init; }

    /// <summary>Filled exactly when the reason is 8 (TR377, TR409).</summary>
    public Woonplaatsbeginsel? Woonplaatsbeginsel { get; init; }
}

/// <summary>The municipality that is responsible instead.</summary>
public sealed record Woonplaatsbeginsel : AnswerableClass
{
    /// <summary>Municipality code, 4 digits.</summary>
    public required string Gemeente { get; init; }
}
