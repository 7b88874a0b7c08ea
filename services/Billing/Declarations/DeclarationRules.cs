using Jeugdregio.Ijw;

namespace Jeugdregio.Billing.Declarations;

/// <summary>The rules about a declaration as a whole: a code of one of them refuses all of it.</summary>
[Enforces("TR318", "TR333")]
internal static class DeclarationRules
{
    /// <summary>Every code that applies: 9333 (TR333), 8214 (TR318).</summary>
    internal static IReadOnlyList<string> Codes(Declaration declaration, DeclarationFacts facts) =>
    [
        .. facts.NumberTaken ? ["9333"] : Array.Empty<string>(),
        .. PeriodDoesNotFollow(declaration, facts.PreviousPeriod) ? ["8214"] : Array.Empty<string>(),
    ];

    /// <summary>
    /// A declaration is about the period declared last or a later one, never an older one: late lines come with the
    /// last period or the next (IV090). A period in which care was delivered is not skipped (TR318); that it was shows
    /// in a debit of this very declaration for a month in between. Start and stop messages say nothing here (OP364).
    /// </summary>
    private static bool PeriodDoesNotFollow(Declaration declaration, DateOnly? previous) =>
        previous is { } last
        && (declaration.PeriodStart < last
            || declaration.Lines.Any(l => !l.IsCredit && Months.First(l.PeriodStart) > last
                && l.PeriodStart < declaration.PeriodStart));
}
