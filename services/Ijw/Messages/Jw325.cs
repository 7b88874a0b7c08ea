namespace Jeugdregio.Ijw.Messages;

/// <summary>Answer to a declaration: municipality to provider.</summary>
public sealed record Jw325 : IjwMessage
{
    public override MessageKind Kind => MessageKind.Jw325;

    public override Header CommonHeader => Header;

    public required DeclaratieAntwoordHeader Header { get; init; }

    /// <summary>Null when the message itself was refused.</summary>
    public DeclaratieAntwoord? DeclaratieAntwoord { get; init; }
}

/// <summary>What was asked, what is granted, and the lines that are not.</summary>
public sealed record DeclaratieAntwoord : MessageClass
{
    public required string DeclaratieNummer { get; init; }

    public required TotaalBedragMetDC TotaalIngediendBedrag { get; init; }

    public required TotaalBedragMetDC TotaalToegekendBedrag { get; init; }

    /// <summary>
    /// The refused lines by client; null when there are none, or when the declaration is refused as a whole.
    /// </summary>
    public IReadOnlyList<DeclaratieClient>? Clienten { get; init => field = Frozen.CopyOrNull(value); }

    public required IReadOnlyList<string> RetourCodes { get; init => field = Frozen.Copy(value); }
}
