namespace Jeugdregio.Ijw.Messages;

/// <summary>
/// Who sends what to whom. Message code and version are not in it: they follow from the kind of message.
/// </summary>
public record Header : MessageClass
{
    /// <summary>Municipality code (4 digits) or AGB code (8 digits), by kind of message.</summary>
    public required string Afzender { get; init; }

    /// <summary>AGB code (8 digits) or municipality code (4 digits), by kind of message.</summary>
    public required string Ontvanger { get; init; }

    public required BerichtIdentificatie BerichtIdentificatie { get; init; }

    public XsdVersie XsdVersie { get; init; } = XsdVersie.Current;
}

/// <summary>
/// The header of a retour. <c>Afzender</c>, <c>Ontvanger</c>, <c>BerichtIdentificatie</c> and <c>XsdVersie</c> are
/// those of the message it answers; the reply itself is identified by the fields whose name ends in Retour.
/// </summary>
public sealed record RetourHeader : Header
{
    /// <summary>1 to 12 characters, unique per kind for who sends the reply.</summary>
    public required string IdentificatieRetour { get; init; }

    public required DateOnly DagtekeningRetour { get; init; }

    /// <summary>Version of the rules the checks were made with, x.y.z.</summary>
    public string? XsltVersie { get; init; }

    public XsdVersie XsdVersieRetour { get; init; } = XsdVersie.Current;

    /// <summary>Codes about the message as a whole; null when everything is accepted.</summary>
    public IReadOnlyList<string>? RetourCodes { get; init => field = Frozen.CopyOrNull(value); }
}

/// <summary>The header of a JW325: a message in its own right, that names the declaration it answers.</summary>
public sealed record DeclaratieAntwoordHeader : Header
{
    /// <summary>The <c>BerichtIdentificatie</c> of the JW323.</summary>
    public required BerichtIdentificatie DeclaratieIdentificatie { get; init; }

    /// <summary>Version of the rules the checks were made with, x.y.z.</summary>
    public string? XsltVersie { get; init; }

    /// <summary>The <c>XsdVersie</c> of the JW323.</summary>
    public required XsdVersie XsdVersieDeclaratie { get; init; }

    public required IReadOnlyList<string> RetourCodes { get; init => field = Frozen.Copy(value); }
}

/// <summary>Which message of the sender this is, and its date.</summary>
public sealed record BerichtIdentificatie : MessageClass
{
    /// <summary>1 to 12 characters, unique per kind of message for the sender (TR056).</summary>
    public required string Identificatie { get; init; }

    public required DateOnly Dagtekening { get; init; }
}

/// <summary>Versions of the schemas a message was made with, each x.y.z.</summary>
public sealed record XsdVersie : MessageClass
{
    /// <summary>The versions this library writes.</summary>
    public static XsdVersie Current { get; } = new() { BasisschemaXsdVersie = "1.0.0", BerichtXsdVersie = "1.0.0" };

    public required string BasisschemaXsdVersie { get; init; }

    public required string BerichtXsdVersie { get; init; }
}
