namespace Jeugdregio.Billing.Forecasts;

/// <summary>What a municipality's year will cost, as it looked on a day.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="Year">Calendar year of care.</param>
/// <param name="MadeOn">Day on which it was made.</param>
/// <param name="MadeBy">Client id; the service itself once a month.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="Parts">By segment and month of care.</param>
/// <param name="MissingCents">Of the expected, what is of months that are over: lines that are still to come.</param>
/// <param name="PreviousId">The forecast before it, of the same year.</param>
/// <param name="DeviationCents">How much more (or less) it comes to than that one.</param>
internal sealed record Forecast(
    Guid Id, string Municipality, int Year, DateOnly MadeOn, string MadeBy, DateTimeOffset MadeAt,
    IReadOnlyList<ForecastPart> Parts, long MissingCents, Guid? PreviousId, long? DeviationCents)
{
    internal long PaidCents => Parts.Sum(p => p.PaidCents);

    internal long ApprovedCents => Parts.Sum(p => p.ApprovedCents);

    internal long ExpectedCents => Parts.Sum(p => p.ExpectedCents);

    internal int MissingLines => Parts.Sum(p => p.MissingLines);
}

/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Month">First day of the month of care.</param>
/// <param name="PaidCents">Euro cents paid.</param>
/// <param name="ApprovedCents">Euro cents accepted or agreed as instalments, and not paid.</param>
/// <param name="ExpectedCents">Euro cents expected of allocations without an accepted line in that month.</param>
/// <param name="MissingLines">Number of those, when the month is over.</param>
internal sealed record ForecastPart(
    string Segment, DateOnly Month, long PaidCents, long ApprovedCents, long ExpectedCents, int MissingLines);
