namespace Jeugdregio.Ijw.Messages;

/// <summary>Start of care: provider to municipality.</summary>
public sealed record Jw305 : IjwMessage
{
    public override MessageKind Kind => MessageKind.Jw305;

    public override Header CommonHeader => Header;

    public required Header Header { get; init; }

    public required Jw305Client Client { get; init; }
}

/// <summary>Reply to a JW305.</summary>
public sealed record Jw306 : RetourMessage
{
    public override MessageKind Kind => MessageKind.Jw306;

    /// <summary>The client with a return code for every class; null when nothing in it is refused.</summary>
    public Jw305Client? Client { get; init; }
}

/// <summary>The client whose care starts.</summary>
public sealed record Jw305Client : AnswerableClass
{
    public required string Bsn { get; init; }

    public required Geboortedatum Geboortedatum { get; init; }

    /// <summary>0 unknown, 1 male, 2 female.</summary>
    public required string Geslacht { get; init; }

    public required VerkorteNaam Naam { get; init; }

    public required IReadOnlyList<StartProduct> StartProducten { get; init => field = Frozen.Copy(value); }
}

/// <summary>A product whose delivery starts, or whose start is taken back.</summary>
public sealed record StartProduct : AnswerableClass
{
    public long? ToewijzingNummer { get; init; }

    public Product? Product { get; init; }

    public DateOnly? ToewijzingIngangsdatum { get; init; }

    public required DateOnly Begindatum { get; init; }

    /// <summary>See <see cref="StatusAanleveringen"/>.</summary>
    public required string StatusAanlevering { get; init; }
}
