namespace Jeugdregio.Ijw.Messages;

/// <summary>Request for a change of allocations: provider to municipality.</summary>
public sealed record Jw317 : IjwMessage
{
    public override MessageKind Kind => MessageKind.Jw317;

    public override Header CommonHeader => Header;

    public required Header Header { get; init; }

    public required Jw317Client Client { get; init; }
}

/// <summary>Reply to a JW317.</summary>
public sealed record Jw318 : RetourMessage
{
    public override MessageKind Kind => MessageKind.Jw318;

    /// <summary>The client with a return code for every class; null when nothing in it is refused.</summary>
    public Jw317Client? Client { get; init; }
}

/// <summary>The client for whom a change is requested.</summary>
public sealed record Jw317Client : AnswerableClass
{
    public required string Bsn { get; init; }

    public required Verzoek Verzoek { get; init; }
}

/// <summary>All current allocations as the provider wants them to be; decided as one whole (OP344).</summary>
public sealed record Verzoek : AnswerableClass
{
    /// <summary>1 to 36 characters, unique for the provider (TR347).</summary>
    public required string ReferentieAanbieder { get; init; }

    /// <summary>WJ758: 1 the client's situation changed, 2 the care plan changed.</summary>
    public required string RedenVerzoek { get; init; }

    public IReadOnlyList<OngewijzigdProduct>? OngewijzigdeProducten { get; init => field = Frozen.CopyOrNull(value); }

    public IReadOnlyList<TeWijzigenProduct>? TeWijzigenProducten { get; init => field = Frozen.CopyOrNull(value); }

    public IReadOnlyList<NieuwProduct>? NieuweProducten { get; init => field = Frozen.CopyOrNull(value); }
}

/// <summary>An allocation that stays as it is.</summary>
public sealed record OngewijzigdProduct : AnswerableClass
{
    public required long ToewijzingNummer { get; init; }
}

/// <summary>An allocation that should change.</summary>
public sealed record TeWijzigenProduct : AnswerableClass
{
    public required long ToewijzingNummer { get; init; }

    public required DateOnly GewensteIngangsdatum { get; init; }

    public DateOnly? Einddatum { get; init; }

    public Omvang? Omvang { get; init; }

    /// <summary>Euro cents.</summary>
    public long? Budget { get; init; }
}

/// <summary>A product that should be allocated anew.</summary>
public sealed record NieuwProduct : AnswerableClass
{
    public Product? Product { get; init; }

    public required DateOnly GewensteIngangsdatum { get; init; }

    public DateOnly? Einddatum { get; init; }

    public Omvang? Omvang { get; init; }

    /// <summary>Euro cents.</summary>
    public long? Budget { get; init; }
}
