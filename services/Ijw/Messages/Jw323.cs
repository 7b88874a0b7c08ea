namespace Jeugdregio.Ijw.Messages;

/// <summary>Declaration: provider to municipality.</summary>
public sealed record Jw323 : IjwMessage
{
    public override MessageKind Kind => MessageKind.Jw323;

    public override Header CommonHeader => Header;

    public required Header Header { get; init; }

    public required Declaratie Declaratie { get; init; }
}

/// <summary>One declaration over one calendar month.</summary>
public sealed record Declaratie : MessageClass
{
    /// <summary>1 to 12 letters and digits, unique for the provider (TR333).</summary>
    public required string DeclaratieNummer { get; init; }

    /// <summary>Exactly one calendar month (CS340).</summary>
    public required GeslotenPeriode DeclaratiePeriode { get; init; }

    public required DateOnly DeclaratieDagtekening { get; init; }

    public required TotaalBedragMetDC TotaalIngediendBedrag { get; init; }

    public required IReadOnlyList<DeclaratieClient> Clienten { get; init => field = Frozen.Copy(value); }
}

/// <summary>A client's lines, in a declaration or in the answer to it.</summary>
public sealed record DeclaratieClient : AnswerableClass
{
    public required string Bsn { get; init; }

    public required IReadOnlyList<Prestatie> Prestaties { get; init => field = Frozen.Copy(value); }
}

/// <summary>A declaration line: what was delivered of one allocation and product in one month.</summary>
public sealed record Prestatie : AnswerableClass
{
    public required ProductReferentie ProductReferentie { get; init; }

    public required long ToewijzingNummer { get; init; }

    /// <summary>JZ020, two digits.</summary>
    public required string ProductCategorie { get; init; }

    public required string ProductCode { get; init; }

    public required GeslotenPeriode ProductPeriode { get; init; }

    public required long GeleverdVolume { get; init; }

    /// <summary>WJ756, see <see cref="Eenheden"/>.</summary>
    public required string Eenheid { get; init; }

    /// <summary>Euro cents per unit; null exactly when the unit is euros (CD087).</summary>
    public long? ProductTarief { get; init; }

    public required BedragMetDC IngediendBedrag { get; init; }
}
