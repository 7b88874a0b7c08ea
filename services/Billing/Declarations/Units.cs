using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Declarations;

/// <summary>Units (WJ756) held against each other: what is agreed in hours may be declared in minutes.</summary>
internal static class Units
{
    private const int MinutesPerHour = 60;

    /// <summary>May what is agreed in the one unit be declared in the other (TR341)?</summary>
    internal static bool Fit(string? agreed, string declared) =>
        CareUnit.TryParse(agreed, out var one)
        && CareUnit.TryParse(declared, out var other)
        && one.MayBeDeclaredIn(other);

    /// <summary>A volume in a measure in which hours and minutes can be added.</summary>
    internal static Int128 Measure(string? unit, Int128 volume) =>
        CareUnit.TryParse(unit, out var known) ? known.Measure(volume) : volume;

    /// <summary>
    /// ProductTarief has to be the contract's tariff, or for minutes of an hour's tariff a sixtieth of it in whole
    /// cents (TR418, IV081). Euros have no tariff; the product has to be in a contract all the same.
    /// </summary>
    internal static bool IsContracted(Tariff tariff, DeclaredLine line) =>
        line.Unit == Eenheden.Euro
        || Fit(tariff.Unit, line.Unit)
        && line.TariffCents == (tariff.Unit == line.Unit ? tariff.TariffCents : Sixtieth(tariff.TariffCents));

    /// <summary>A sixtieth, half a cent up.</summary>
    internal static Int128 Sixtieth(Int128 cents) => (cents + MinutesPerHour / 2) / MinutesPerHour;
}
