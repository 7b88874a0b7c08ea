using static Jeugdregio.Ijw.Rules.Catalogue.Entry;

namespace Jeugdregio.Ijw.Rules.Catalogue;

/// <summary>Technical rules (TR) of level 4: the date, the amounts, the municipalities and the product list.</summary>
internal static class FromOutside
{
    internal static IReadOnlyList<TechnicalRule> All { get; } =
    [
        External("TR135", "8848", "all",
            "The date of the message may not lie in the future.",
            "De dagtekening van het bericht ligt niet in de toekomst."),
        External("TR346", "9346", "323",
            "The amount must be the volume times the tariff, unless the unit is 83 (euros).",
            "Het bedrag is het volume maal het tarief, behalve bij eenheid 83 (euro's)."),
        External("TR378", "S300", "all",
            "The code must be that of a municipality on the start date.",
            "De code is die van een gemeente die op de ingangsdatum bestaat."),
        External("TR381", "S329", "301 305 307 315 317 323",
            "The product code must belong to the category.",
            "De productcode hoort bij de productcategorie."),
    ];
}
