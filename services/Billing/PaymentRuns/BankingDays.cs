using Jeugdregio.Values;

namespace Jeugdregio.Billing.PaymentRuns;

/// <summary>
/// Days on which banks settle euros (TARGET): not Saturday, Sunday, 1 January, Good Friday, Easter Monday, 1 May, 25 or
/// 26 December. King's Day is one, 1 May is none: they differ from the working days of the law.
/// </summary>
internal static class BankingDays
{
    internal static bool IsBankingDay(this DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (day.Month, day.Day) is not ((1, 1) or (5, 1) or (12, 25) or (12, 26))
        && day.DayNumber - WorkingDays.Easter(day.Year).DayNumber is not (-2 or 1);

    /// <summary>The first banking day after a day.</summary>
    internal static DateOnly NextBankingDay(this DateOnly day)
    {
        do day = day.AddDays(1);
        while (!day.IsBankingDay());
        return day;
    }
}
