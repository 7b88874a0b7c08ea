namespace Jeugdregio.Ijw.Messages;

/// <summary>Allocation of care: municipality to provider.</summary>
public sealed record Jw301 : IjwMessage
{
    public override MessageKind Kind => MessageKind.Jw301;

    public override Header CommonHeader => Header;

    public required Header Header { get; init; }

    public required Jw301Client Client { get; init; }
}

/// <summary>Reply to a JW301.</summary>
public sealed record Jw302 : RetourMessage
{
    public override MessageKind Kind => MessageKind.Jw302;

    /// <summary>The client with a return code for every class; null when nothing in it is refused.</summary>
    public Jw301Client? Client { get; init; }
}

/// <summary>The client of an allocation.</summary>
public sealed record Jw301Client : AnswerableClass
{
    public required string Bsn { get; init; }

    public required Geboortedatum Geboortedatum { get; init; }

    /// <summary>0 unknown, 1 male, 2 female.</summary>
    public required string Geslacht { get; init; }

    public required VolledigeNaam Naam { get; init; }

    public Communicatie? Communicatie { get; init; }

    /// <summary>WJ232.</summary>
    public string? JuridischeStatus { get; init; }

    /// <summary>WJ003.</summary>
    public string? WettelijkeVertegenwoordiging { get; init; }

    public string? Commentaar { get; init; }

    public IReadOnlyList<Relatie>? Relaties { get; init => field = Frozen.CopyOrNull(value); }

    public required IReadOnlyList<Contact> Contactgegevens { get; init => field = Frozen.Copy(value); }

    public required IReadOnlyList<ToegewezenProduct> ToegewezenProducten { get; init => field = Frozen.Copy(value); }
}

/// <summary>Someone around the client, such as who has custody.</summary>
public sealed record Relatie : AnswerableClass
{
    public required string Nummer { get; init; }

    public long? Volgorde { get; init; }

    /// <summary>COD472.</summary>
    public required string Soort { get; init; }

    public Geboortedatum? Geboortedatum { get; init; }

    /// <summary>0 unknown, 1 male, 2 female.</summary>
    public string? Geslacht { get; init; }

    public required VolledigeNaam Naam { get; init; }

    public required Contact Contact { get; init; }
}

/// <summary>Where someone can be reached.</summary>
public sealed record Contact : AnswerableClass
{
    /// <summary>COD757: 01 registered address, 02 post, 03 stay, 04 temporary stay.</summary>
    public required string Soort { get; init; }

    public Adres? Adres { get; init; }

    public string? Organisatie { get; init; }

    public Telefoonnummers? Telefoon { get; init; }

    public string? Emailadres { get; init; }

    public OpenPeriode? Periode { get; init; }
}

/// <summary>One allocated product.</summary>
public sealed record ToegewezenProduct : AnswerableClass
{
    /// <summary>Unique within the municipality (TR332).</summary>
    public required long ToewijzingNummer { get; init; }

    /// <summary>The request that this grants, 1 to 36 characters (TR379).</summary>
    public string? ReferentieAanbieder { get; init; }

    public Product? Product { get; init; }

    public required DateOnly Toewijzingsdatum { get; init; }

    public required TimeOnly Toewijzingstijd { get; init; }

    public required DateOnly Ingangsdatum { get; init; }

    public DateOnly? Einddatum { get; init; }

    /// <summary>JZ002, see <see cref="RedenenWijziging"/>.</summary>
    public string? RedenWijziging { get; init; }

    public Omvang? Omvang { get; init; }

    /// <summary>Euro cents.</summary>
    public long? Budget { get; init; }

    public string? Commentaar { get; init; }
}
