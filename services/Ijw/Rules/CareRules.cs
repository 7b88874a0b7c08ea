using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Rules;

/// <summary>
/// Care as it is allocated, requested or changed: the same rules hold for all, under the standard's own names.
/// </summary>
/// <param name="Path">Its class.</param>
/// <param name="Product">What; null for a budget without a product, and for a change.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">Its last day, if one is set.</param>
/// <param name="Omvang">How much.</param>
/// <param name="Budget">Or for how many cents.</param>
internal readonly record struct Care(
    string Path, Product? Product, DateOnly Start, DateOnly? End, Omvang? Omvang, long? Budget)
{
    /// <summary>What the class calls its last day.</summary>
    internal string EndElement { get; init; } = "Einddatum";

    /// <summary>The class's name for: no volume without a product code.</summary>
    internal string WithoutCodeRule { get; init; } = "CD080";

    /// <summary>The class's name for: which frequencies a unit takes.</summary>
    internal string FrequencyRule { get; init; } = "CS338";

    /// <summary>Whether the rules of the present day hold: not for what ended before 2021.</summary>
    internal bool EndsAfter2020 => End is null || End > new DateOnly(2020, 12, 31);
}

internal static class CareRules
{
    /// <summary>What holds for allocated, requested and new care.</summary>
    internal static void CheckWhole(Report report, Care care)
    {
        CheckExtent(report, care);
        report.AddIf(care is { Budget: null, Product: null }, "CD079", care.Path + "/Product");
        report.AddIf(care is { Product.Code: not null, Omvang: null }, "CD041", care.Path + "/Omvang");
        report.AddIf(
            care is { Product: null or { Code: null }, Omvang: not null, EndsAfter2020: true },
            care.WithoutCodeRule,
            care.Path + "/Omvang");
    }

    /// <summary>What also holds for a change, which names no product.</summary>
    internal static void CheckExtent(Report report, Care care)
    {
        var end = $"{care.Path}/{care.EndElement}";
        report.AddIf(care is { Budget: not null, End: null }, "CD075", end);
        report.AddIf(care is { Omvang.Frequentie: Frequenties.PerWeek, End: null }, "CD076", end);
        report.AddIf(care.End < care.Start, "CS003", end);
        report.AddIf(care is { Budget: not null, Omvang: not null }, "CD077", care.Path + "/Omvang");
        report.AddIf(care is { Budget: not null, Omvang: not null }, "CD078", care.Path + "/Budget");
        report.AddIf(
            care is
            {
                Omvang.Eenheid: Eenheden.Etmaal or Eenheden.Dagdeel or Eenheden.Euro or Eenheden.StuksInspanning,
                Omvang.Frequentie: Frequenties.PerDag,
                EndsAfter2020: true,
            },
            care.FrequencyRule,
            care.Path + "/Omvang/Frequentie");
    }

    /// <summary>
    /// No product twice on a day: by code where both have one, else by category; care without a product overlaps
    /// anything. The later of two in the message is the one reported; care that ends before it begins has no days.
    /// </summary>
    internal static void CheckOverlap(Report report, IReadOnlyList<Care> all, string rule)
    {
        var taken = new DaysTaken();
        for (var i = 0; i < all.Count && !report.IsFull; i++)
            report.AddIf(
                taken.Take(all[i].Product, all[i].Start, all[i].End ?? DateOnly.MaxValue), rule, all[i].Path);
    }
}
