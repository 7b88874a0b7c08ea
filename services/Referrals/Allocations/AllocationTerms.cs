using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>What is allocated, for how long and how much: what a request and an allocation have in common.</summary>
/// <param name="Category">JZ020; null when only a budget is allocated.</param>
/// <param name="Product">Product code; null for an allocation of the category as a whole.</param>
/// <param name="StartDate">First day.</param>
/// <param name="EndDate">Last day; null when open.</param>
/// <param name="Volume">Per frequency; null without Omvang.</param>
/// <param name="Unit">WJ756; null without Omvang.</param>
/// <param name="Frequency">WMO757; null without Omvang.</param>
/// <param name="BudgetCents">Euro cents; null without Budget.</param>
internal sealed record AllocationTerms(
    string? Category, string? Product, DateOnly StartDate, DateOnly? EndDate, long? Volume, string? Unit, string? Frequency,
    long? BudgetCents)
{
    private const long VolumeMax = 99_999_999;

    private static readonly string[] NeverPerDay =
        [Eenheden.Etmaal, Eenheden.Dagdeel, Eenheden.Euro, Eenheden.StuksInspanning];

    /// <summary>
    /// Terms that the standard has no allocation for are refused before a JW301 says them: the conditions of the
    /// ToegewezenProduct and the table of variants. Null when they are right.
    /// </summary>
    internal static Refusal? Check(AllocationTerms terms) => CheckPeriod(terms) ?? CheckProduct(terms) ?? CheckVolume(terms);

    private static Refusal? CheckPeriod(AllocationTerms terms) => terms switch
    {
        { EndDate: { } end } when end < terms.StartDate =>
            new("end-before-start", "The end date lies before the start date.", "endDate", "CS003"),
        { EndDate: null, BudgetCents: not null } =>
            new("end-date-missing", "An allocation with a budget needs an end date.", "endDate", "CD075"),
        { EndDate: null, Frequency: Frequenties.PerWeek } =>
            new("end-date-missing", "An allocation per week needs an end date.", "endDate", "CD076"),
        { EndDate: null, Unit: Eenheden.Euro, Frequency: Frequenties.Totaal } =>
            new("end-date-missing", "An allocation of euros in total needs an end date.", "endDate", "IV066"),
        _ => null,
    };

    private static Refusal? CheckProduct(AllocationTerms terms) => terms switch
    {
        { Category: null, BudgetCents: null } =>
            new("product-missing", "An allocation without a budget names a product.", "product", "CD079"),
        { Product: not null, Volume: null } =>
            new("volume-missing", "An allocation of a product code says how much.", "volume", "CD041"),
        { Product: null, Volume: not null } =>
            new("volume-not-allowed", "An allocation without a product code says no volume.", "volume", "CD080"),
        { BudgetCents: not null, Volume: not null } =>
            new("budget-and-volume", "An allocation has a budget or a volume, never both.", "volume", "CD077"),
        _ => null,
    };

    private static Refusal? CheckVolume(AllocationTerms terms)
    {
        if (terms.Volume is null) return null;
        if (terms.Volume is < 1 or > VolumeMax)
            return new("volume-out-of-range", $"A volume is 1 to {VolumeMax}.", "volume", "RS005");
        return terms.Frequency == Frequenties.PerDag && NeverPerDay.Contains(terms.Unit)
            ? new("unit-not-per-day", $"Unit {terms.Unit} is allocated per week, per month or in total, not per day.", "frequency", "CS338")
            : null;
    }
}
