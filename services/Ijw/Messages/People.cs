namespace Jeugdregio.Ijw.Messages;

/// <summary>A date of birth, and how much of it is known.</summary>
public sealed record Geboortedatum : MessageClass
{
    public required DateOnly Datum { get; init; }

    /// <summary>COD170: 1 day unknown, 2 day and month unknown, 3 unknown; null when all is known.</summary>
    public string? DatumGebruik { get; init; }
}

/// <summary>A family name and what precedes it.</summary>
public sealed record Geslachtsnaam : MessageClass
{
    public required string Achternaam { get; init; }

    public string? Voorvoegsel { get; init; }
}

/// <summary>A name as most messages have it.</summary>
public sealed record VerkorteNaam : MessageClass
{
    public required Geslachtsnaam Geslachtsnaam { get; init; }

    public string? Voornamen { get; init; }

    /// <summary>1 to 6 letters, no full stops.</summary>
    public string? Voorletters { get; init; }
}

/// <summary>A name as the allocation has it.</summary>
public sealed record VolledigeNaam : MessageClass
{
    public required Geslachtsnaam Geslachtsnaam { get; init; }

    public Geslachtsnaam? Partnernaam { get; init; }

    public string? Voornamen { get; init; }

    /// <summary>1 to 6 letters, no full stops.</summary>
    public string? Voorletters { get; init; }

    /// <summary>
    /// COD700: 1 own, 2 partner's, 3 partner and own, 4 own and partner, 5 pseudonym, 6 not a natural person.
    /// </summary>
    public required string NaamGebruik { get; init; }
}

/// <summary>A special way of talking with the client.</summary>
public sealed record Communicatie : MessageClass
{
    /// <summary>COD747: 1 interpreter, 2 sign language, 3 deaf-blind.</summary>
    public required string Vorm { get; init; }

    public string? Taal { get; init; }
}

public sealed record Adres : MessageClass
{
    public Huis? Huis { get; init; }

    public string? Postcode { get; init; }

    public string? Straatnaam { get; init; }

    public string? Plaatsnaam { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? LandCode { get; init; }
}

public sealed record Huis : MessageClass
{
    public required long Huisnummer { get; init; }

    public string? Huisletter { get; init; }

    public string? HuisnummerToevoeging { get; init; }

    /// <summary>NUM061: AB, BY, TO, WW.</summary>
    public string? AanduidingWoonadres { get; init; }
}

public sealed record Telefoonnummers : MessageClass
{
    public required Telefoon Telefoon01 { get; init; }

    public Telefoon? Telefoon02 { get; init; }
}

public sealed record Telefoon : MessageClass
{
    public required string Telefoonnummer { get; init; }

    public required string Landnummer { get; init; }
}
