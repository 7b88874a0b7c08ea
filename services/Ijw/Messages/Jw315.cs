namespace Jeugdregio.Ijw.Messages;

/// <summary>Request for an allocation: provider to municipality.</summary>
public sealed record Jw315 : IjwMessage
{
    public override MessageKind Kind => MessageKind.Jw315;

    public override Header CommonHeader => Header;

    public required Header Header { get; init; }

    public required Jw315Client Client { get; init; }
}

/// <summary>Reply to a JW315.</summary>
public sealed record Jw316 : RetourMessage
{
    public override MessageKind Kind => MessageKind.Jw316;

    /// <summary>The client with a return code for every class; null when nothing in it is refused.</summary>
    public Jw315Client? Client { get; init; }
}

/// <summary>The client for whom care is requested.</summary>
public sealed record Jw315Client : AnswerableClass
{
    public required string Bsn { get; init; }

    public required Geboortedatum Geboortedatum { get; init; }

    /// <summary>0 unknown, 1 male, 2 female.</summary>
    public required string Geslacht { get; init; }

    public required VerkorteNaam Naam { get; init; }

    /// <summary>1 yes, 2 no: whether the provider knows who has custody.</summary>
    public string? GezagsdragerBekend { get; init; }

    public string? Commentaar { get; init; }

    public required IReadOnlyList<AangevraagdProduct> AangevraagdeProducten { get; init => field = Frozen.Copy(value); }
}

/// <summary>One requested product; each is decided on its own (OP344).</summary>
public sealed record AangevraagdProduct : AnswerableClass
{
    /// <summary>1 to 36 characters, unique for the provider (TR347).</summary>
    public required string ReferentieAanbieder { get; init; }

    public long? BeschikkingNummer { get; init; }

    public Product? Product { get; init; }

    public DateOnly? BeschikkingIngangsdatum { get; init; }

    public required DateOnly ToewijzingIngangsdatum { get; init; }

    public DateOnly? ToewijzingEinddatum { get; init; }

    public Omvang? Omvang { get; init; }

    /// <summary>Euro cents.</summary>
    public long? Budget { get; init; }

    public required Verwijzer Verwijzer { get; init; }

    /// <summary>1 yes, 2 no: whether it falls under a framework agreement.</summary>
    public string? Raamcontract { get; init; }

    public string? Commentaar { get; init; }
}
