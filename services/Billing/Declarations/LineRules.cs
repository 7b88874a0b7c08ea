using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Declarations;

/// <summary>Everything that the rules of one line look at.</summary>
/// <param name="Line">The line.</param>
/// <param name="ClaimPeriodEnd">Last day of the DeclaratiePeriode.</param>
/// <param name="ClientIsKnown">The client has an allocation of this provider in this municipality.</param>
/// <param name="Allocation">The allocation with that number, of this client, provider and municipality; null when there
/// is none. What is another's tells nothing: no rule looks at it.</param>
/// <param name="Terms">What the lines of the declaration may ask.</param>
/// <param name="History">What was judged before.</param>
internal sealed record LineCase(
    DeclaredLine Line, DateOnly ClaimPeriodEnd, bool ClientIsKnown, Allocation? Allocation, ContractTerms Terms,
    LineHistory History)
{
    /// <summary>The accepted debit that a credit names.</summary>
    internal EarlierLine? Named { get; } = Line.IsCredit ? History.AcceptedDebit(Line.PreviousReference) : null;

    /// <summary>
    /// The debit that a credit takes back: the named one, when the lines are equal apart from numbers and D/C.
    /// </summary>
    internal EarlierLine? Debit => Named is { } debit && IsEqual(Line, debit) ? debit : null;

    /// <summary>
    /// The tariff that the line asks, else the lowest level's: of those of the contract on the first day of the
    /// ProductPeriode, one per level (C11). Null when the product is in no contract, or is not for the region to pay
    /// (B13).
    /// </summary>
    internal Tariff? Tariff { get; } = Asked(Terms.Of(Line, Allocation), Line);

    /// <summary>What may be declared: the allocated unit, or where none is allocated the contract's.</summary>
    internal string? AgreedUnit => Allocation?.Unit ?? Tariff?.Unit;

    /// <summary>Is the product not expensive at that tariff, or approved (B06)?</summary>
    internal bool Permits(Tariff tariff) => Terms.Permits(Line, Allocation, tariff);

    private static Tariff? Asked(IReadOnlyList<Tariff> tariffs, DeclaredLine line)
    {
        for (var at = 0; at < tariffs.Count; at++)
            if (Units.IsContracted(tariffs[at], line)) return tariffs[at];
        return tariffs.Count > 0 ? tariffs[0] : null;
    }

    private static bool IsEqual(DeclaredLine credit, EarlierLine debit) =>
        debit.Key == credit.Key && debit.ClientKey == credit.ClientKey && debit.Volume == credit.Volume
        && debit.Unit == credit.Unit && debit.TariffCents == credit.TariffCents
        && debit.AmountCents == -credit.AmountCents;
}

/// <summary>A rule of the standard about one line.</summary>
/// <param name="Rule">E.g. <c>TR338</c>.</param>
/// <param name="Code">The return code (WJ001) of a line that breaks it.</param>
/// <param name="Breaks">Does the line break it?</param>
internal sealed record LineRule(string Rule, string Code, Func<LineCase, bool> Breaks);

/// <summary>
/// The rules that a line is held against, in the standard's order. A credit is held against the debit it takes back and
/// not again against allocation and contract: a municipality cannot contest it otherwise (IV085).
/// </summary>
internal static class LineRules
{
    internal static readonly LineRule[] All =
    [
        new("TR304", "8187", c => !c.ClientIsKnown),
        new("TR314", "8021", c => c.History.HasReference(c.Line.Reference)),
        new("TR323", "8017", c => c.Line.IsCredit && c.Debit is null),
        new("TR390", "9390", c => c.Named is { } debit && c.History.IsCredited(debit)),
        new("TR338", "9338", c => c.Allocation is null),
        OfDebit("TR384", "9384", (_, a) => a.ReasonForChange == RedenenWijziging.Verwijderd),
        OfDebit("TR339", "9339", (c, a) => a.Category is not null && a.Category != c.Line.Category),
        OfDebit("TR340", "9340", (c, a) => a.Product is not null && a.Product != c.Line.Product),
        // a product code begins with its category, in the standard's list and in a municipality's own codes
        new("TR381", "S329", c =>
            !c.Line.IsCredit && !c.Line.Product.StartsWith(c.Line.Category, StringComparison.Ordinal)),
        OfDebit("TR341", "9341", (c, _) => c.AgreedUnit is { } unit && !Units.Fit(unit, c.Line.Unit)),
        OfDebit("TR387", "9387", (c, a) => c.Line.PeriodStart != Months.StartWithin(a, c.Line.PeriodStart)),
        OfDebit("TR388", "9388", (c, a) =>
            c.Line.PeriodEnd != Months.EndWithin(a, c.Line.PeriodStart) || c.Line.PeriodEnd < c.Line.PeriodStart),
        OfDebit("TR307", "9307", (c, a) => c.Line.PeriodStart < a.StartDate),
        OfDebit("TR308", "9308", (c, a) => c.Line.PeriodEnd > a.EndDate),
        new("TR319", "9319", c => c.Line.PeriodEnd > c.ClaimPeriodEnd),
        OfDebit("TR389", "9389", (c, _) => c.History.HasOpenDebit(c.Line.Key)),
        OfDebit("TR321", "9321", (c, a) =>
            HasMoreDaysThanItsPeriod(c.Line) || IsOver(c, Allotments.InMonth(a, c.Line.PeriodStart))),
        OfDebit("TR322", "9322", (c, a) => IsOver(c, Allotments.InTotal(a), c.History.ConsumedOf(a.Number).Volume)),
        OfDebit("TR369", "9369", (c, a) =>
            a.BudgetCents is { } budget && c.History.ConsumedOf(a.Number).Cents + c.Line.AmountCents > budget),
        new("TR418", "0611", c => !c.Line.IsCredit
            && !(c.Tariff is { } tariff && Units.IsContracted(tariff, c.Line) && c.Permits(tariff))),
        new("TR346", "9346", AmountDiffers),
    ];

    private static readonly Dictionary<string, string> ByCode =
        All.ToDictionary(r => r.Code, r => r.Rule, StringComparer.Ordinal);

    /// <summary>
    /// The return codes of all rules that a line breaks, in the standard's order; none when it is right.
    /// </summary>
    internal static IReadOnlyList<string> Broken(LineCase line)
    {
        List<string>? codes = null;
        foreach (var rule in All)
            if (rule.Breaks(line)) (codes ??= []).Add(rule.Code);
        return codes ?? (IReadOnlyList<string>)[];
    }

    /// <summary>The rule that a line with that return code broke; null for a code that no rule of lines
    /// gives.</summary>
    internal static string? RuleOf(string code) => ByCode.GetValueOrDefault(code);

    private static LineRule OfDebit(string rule, string code, Func<LineCase, Allocation, bool> breaks) =>
        new(rule, code, c => !c.Line.IsCredit && c.Allocation is { } allocation && breaks(c, allocation));

    /// <summary>A stay is paid per day (etmaal) delivered, and there are no more of them than days (B03).</summary>
    private static bool HasMoreDaysThanItsPeriod(DeclaredLine line) =>
        line.Unit == Eenheden.Etmaal && line.Volume > line.PeriodEnd.DayNumber - line.PeriodStart.DayNumber + 1;

    /// <summary>Volumes in units that do not fit cannot be held against each other: that is TR341's to say.</summary>
    private static bool IsOver(LineCase c, Int128? most, Int128 before = default) =>
        Units.Fit(c.Allocation?.Unit, c.Line.Unit) && most is { } volume
        && before + Units.Measure(c.Line.Unit, c.Line.Volume) > volume;

    /// <summary>
    /// Volume times tariff. Minutes of an hour's tariff are counted with the tariff itself, not with its rounded
    /// sixtieth (IV081); without a contract that says it, the amount may be off by what that rounding allows.
    /// </summary>
    private static bool AmountDiffers(LineCase c)
    {
        var line = c.Line;
        if (line.IsCredit || line.Unit == Eenheden.Euro) return false;
        var product = (Int128)line.Volume * (line.TariffCents ?? 0);
        if (line.Unit != Eenheden.Minuut || c.Tariff?.Unit == Eenheden.Minuut) return line.AmountCents != product;
        return c.Tariff is { Unit: Eenheden.Uur } hourly
            ? line.AmountCents != Units.Sixtieth((Int128)hourly.TariffCents * line.Volume)
            : Int128.Abs(line.AmountCents - product) > (line.Volume + (Int128)1) / 2;
    }
}
