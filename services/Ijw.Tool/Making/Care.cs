using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tool.Making;

/// <summary>A kind of care.</summary>
/// <param name="Code">Product code; its first two digits are its category.</param>
/// <param name="Unit">WJ756.</param>
/// <param name="Cents">Euro cents per unit, per hour for minutes; 0 for euros, which have no tariff.</param>
/// <param name="Most">The most units a month's line has.</param>
internal sealed record Delivery(string Code, string Unit, long Cents, int Most)
{
    /// <summary>
    /// What is delivered: every unit of the standard, and an hour's tariff that sixty divides and one that it does not.
    /// </summary>
    private static readonly Delivery[] All =
    [
        new("45A48", Eenheden.Minuut, 7_800, 1_200),
        new("45A53", Eenheden.Minuut, 9_350, 960),
        new("45A48", Eenheden.Minuut, 7_800, 600),
        new("40A04", Eenheden.Uur, 6_840, 30),
        new("44A08", Eenheden.Etmaal, 16_359, 28),
        new("41A03", Eenheden.Dagdeel, 7_437, 20),
        new("48A01", Eenheden.StuksOutput, 114_636, 1),
        new("46A00", Eenheden.StuksOutput, 60_984, 2),
        new("50A08", Eenheden.Euro, 0, 228_060),
        new("42A03", Eenheden.StuksInspanning, 1_436, 44),
    ];

    internal string Category => Code[..2];

    internal Product Product => new() { Categorie = Category, Code = Code };

    /// <summary>
    /// What a line says of one unit; null for euros. Of an hour's tariff it is the sixtieth, in whole cents.
    /// </summary>
    internal long? Tariff => Unit switch
    {
        Eenheden.Euro => null,
        Eenheden.Minuut => (Cents + 30) / 60,
        _ => Cents,
    };

    internal static Delivery Any(Draw draw) => draw.Any<Delivery>(All);

    /// <summary>Some kinds of care, no two of one category.</summary>
    internal static IReadOnlyList<Delivery> Some(Draw draw, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Any(draw)).DistinctBy(care => care.Category)];

    /// <summary>Euro cents for a volume; minutes are counted with the hour's tariff itself (IV081).</summary>
    internal long AmountOf(long volume) => Unit switch
    {
        Eenheden.Euro => volume,
        Eenheden.Minuut => (Cents * volume + 30) / 60,
        _ => Cents * volume,
    };

    /// <summary>An amount of it: per day only where the unit allows that (CS338, CS343).</summary>
    internal Omvang Extent(Draw draw) => new()
    {
        Volume = draw.Next(1, Most),
        Eenheid = Unit,
        Frequentie = Unit is Eenheden.Minuut or Eenheden.Uur or Eenheden.StuksOutput
            ? draw.Any(Frequenties.PerDag, Frequenties.PerWeek, Frequenties.PerMaand, Frequenties.Totaal)
            : draw.Any(Frequenties.PerWeek, Frequenties.PerMaand, Frequenties.Totaal),
    };
}

/// <summary>What is allocated, asked for or changed: a product, or a category, or only a budget.</summary>
internal sealed record Terms(Product? Product, DateOnly Start, DateOnly? End, Omvang? Omvang, long? Budget)
{
    /// <summary>Terms for each kind of care, from a day on; those of different categories do not overlap.</summary>
    internal static IReadOnlyList<Terms> For(Draw draw, DateOnly start)
    {
        // a budget without a product overlaps anything, so it comes alone
        if (draw.OneIn(8)) return [new(null, start, start.AddYears(1).AddDays(-1), null, draw.Next(50_000, 2_000_000))];
        return [.. Delivery.Some(draw, draw.Next(1, 3)).Select(care => Of(draw, care, start))];
    }

    /// <summary>The same for a change, which names no product.</summary>
    internal static Terms OfChange(Draw draw, DateOnly start) => Of(draw, Delivery.Any(draw), start);

    private static Terms Of(Draw draw, Delivery care, DateOnly start)
    {
        var end = start.AddMonths(draw.Next(1, 12)).AddDays(-1);
        if (draw.OneIn(6))
        {
            var budget = draw.OneIn(2) ? draw.Next(50_000, 2_000_000) : (long?)null;
            DateOnly? last = budget is null && draw.OneIn(2) ? null : end;
            return new(new() { Categorie = care.Category }, start, last, null, budget);
        }
        var extent = care.Extent(draw);
        var isOpen = extent.Frequentie != Frequenties.PerWeek && draw.OneIn(4);
        return new(care.Product, start, isOpen ? null : end, extent, null);
    }
}
