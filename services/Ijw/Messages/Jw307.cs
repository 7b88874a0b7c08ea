namespace Jeugdregio.Ijw.Messages;

/// <summary>End of care: provider to municipality.</summary>
public sealed record Jw307 : IjwMessage
{
    public override MessageKind Kind => MessageKind.Jw307;

    public override Header CommonHeader => Header;

    public required Header Header { get; init; }

    public required Jw307Client Client { get; init; }
}

/// <summary>Reply to a JW307.</summary>
public sealed record Jw308 : RetourMessage
{
    public override MessageKind Kind => MessageKind.Jw308;

    /// <summary>The client with a return code for every class; null when nothing in it is refused.</summary>
    public Jw307Client? Client { get; init; }
}

/// <summary>The client whose care ends.</summary>
public sealed record Jw307Client : AnswerableClass
{
    public required string Bsn { get; init; }

    public required Geboortedatum Geboortedatum { get; init; }

    /// <summary>0 unknown, 1 male, 2 female.</summary>
    public required string Geslacht { get; init; }

    public required VerkorteNaam Naam { get; init; }

    public required IReadOnlyList<StopProduct> StopProducten { get; init => field = Frozen.Copy(value); }
}

/// <summary>A product whose delivery ends, for good or for a while, or whose end is taken back.</summary>
public sealed record StopProduct : AnswerableClass
{
    public long? ToewijzingNummer { get; init; }

    public Product? Product { get; init; }

    public DateOnly? ToewijzingIngangsdatum { get; init; }

    public required DateOnly Begindatum { get; init; }

    /// <summary>JZ588, see <see cref="RedenenBeeindiging"/>.</summary>
    public required string RedenBeeindiging { get; init; }

    public required DateOnly Einddatum { get; init; }

    /// <summary>See <see cref="StatusAanleveringen"/>.</summary>
    public required string StatusAanlevering { get; init; }
}
