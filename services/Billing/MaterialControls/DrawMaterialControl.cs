using Jeugdregio.Billing.Listing;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.MaterialControls;

/// <summary>A sample of a provider's lines that is held against the care itself (B19).</summary>
/// <param name="Id">Identity.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="FirstMonth">First day of the first month of care.</param>
/// <param name="LastMonth">First day of the last month of care.</param>
/// <param name="Size">Lines asked for.</param>
/// <param name="IntervalCents">Every so many cents one is drawn.</param>
/// <param name="StartCents">Counted from this one.</param>
/// <param name="PopulationLines">Lines that could be drawn.</param>
/// <param name="PopulationCents">What they come to.</param>
/// <param name="DrawnBy">Client id.</param>
/// <param name="DrawnAt">UTC.</param>
internal sealed record MaterialControl(
    Guid Id, string Municipality, string Provider, DateOnly FirstMonth, DateOnly LastMonth, int Size,
    long IntervalCents, long StartCents, int PopulationLines, long PopulationCents, string DrawnBy,
    DateTimeOffset DrawnAt);

/// <param name="Control">The control.</param>
/// <param name="Lines">What was drawn.</param>
internal sealed record DrawnControl(MaterialControl Control, IReadOnlyList<Drawable> Lines);

/// <summary>A municipality draws a sample.</summary>
/// <param name="Municipality">CBS code.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="FirstMonth">First day of the first month of care.</param>
/// <param name="LastMonth">First day of the last month of care.</param>
/// <param name="Size">1 to 1,000 lines.</param>
internal sealed record DrawMaterialControl(
    string Municipality, string Provider, DateOnly FirstMonth, DateOnly LastMonth, int Size)
{
    private const int SizeMax = 1_000;
    private const int MonthsMax = 60;

    /// <param name="act">What is asked.</param>
    /// <param name="population">Accepted debits of the period that are not taken back, in order of id.</param>
    /// <param name="chance">0 to 1, by chance.</param>
    /// <param name="by">Client id.</param>
    /// <param name="id">Identity of the control.</param>
    /// <param name="now">The moment.</param>
    internal static Outcome<DrawnControl> Decide(
        DrawMaterialControl act, IReadOnlyList<Drawable> population, double chance, string by, Guid id,
        DateTimeOffset now)
    {
        if (act.Size is < 1 or > SizeMax)
            return new Refusal("size-invalid", $"A sample has 1 to {SizeMax} lines.", "size", "B19");
        if (MonthText.Count(act.FirstMonth, act.LastMonth) is < 1 or > MonthsMax)
            return new Refusal(
                "period-invalid", $"The last month is 0 to {MonthsMax - 1} months after the first.", "until", "B19");
        if (population.Count == 0)
            return new Refusal(
                "nothing-to-control", "No accepted line of this provider is in that period.", "provider", "B19");
        var interval = MonetaryUnitSample.Interval(population, act.Size);
        var start = Math.Min(interval - 1, (long)(chance * interval));
        var control = new MaterialControl(
            id, act.Municipality, act.Provider, act.FirstMonth, act.LastMonth, act.Size, interval, start,
            population.Count, population.Sum(l => l.AmountCents), by, now);
        return new DrawnControl(control, MonetaryUnitSample.Draw(population, interval, start));
    }
}
