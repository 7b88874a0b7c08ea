using System.Diagnostics.CodeAnalysis;

namespace Jeugdregio.Values;

/// <summary>A care provider's AGB code: eight digits (OP254).</summary>
public readonly record struct AgbCode
{
    private readonly string? _text;

    private AgbCode(string text) => _text = text;

    public override string ToString() => _text ?? "";

    public static bool TryParse([NotNullWhen(true)] string? text, out AgbCode code)
    {
        code = default;
        if (!Digits.Are(text, 8)) return false;
        code = new AgbCode(text!);
        return true;
    }
}

/// <summary>A municipality code of Statistics Netherlands: four digits (TR378).</summary>
public readonly record struct MunicipalityCode
{
    private readonly string? _text;

    private MunicipalityCode(string text) => _text = text;

    public override string ToString() => _text ?? "";

    public static bool TryParse([NotNullWhen(true)] string? text, out MunicipalityCode code)
    {
        code = default;
        if (!Digits.Are(text, 4)) return false;
        code = new MunicipalityCode(text!);
        return true;
    }
}

/// <summary>A product code of the youth product list: 2 digits (its category) and up to 3 more characters, e.g. 45A48.</summary>
public readonly record struct ProductCode
{
    private readonly string? _text;

    private ProductCode(string text) => _text = text;

    /// <summary>The categories of stay (JZ020).</summary>
    public static IReadOnlyList<string> StayCategories { get; } = ["43", "44"];

    /// <summary>The product category (JZ020): the first two digits.</summary>
    public string Category => _text?[..2] ?? "";

    public override string ToString() => _text ?? "";

    public static bool TryParse([NotNullWhen(true)] string? text, out ProductCode code)
    {
        code = default;
        if (text is null || text.Length is < 3 or > 5 || !Digits.Are(text[..2], 2)) return false;
        foreach (var c in text)
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c)) return false;
        code = new ProductCode(text);
        return true;
    }
}

/// <summary>What care is counted in: a code of WJ756. There is no month: that is a piece or euros per month.</summary>
public readonly record struct CareUnit
{
    private const int MinutesPerHour = 60;

    private readonly string? _code;

    private CareUnit(string code) => _code = code;

    public static CareUnit Minute { get; } = new("01");

    public static CareUnit Hour { get; } = new("04");

    /// <summary>A day and a night.</summary>
    public static CareUnit Day { get; } = new("14");

    /// <summary>Part of a day.</summary>
    public static CareUnit PartOfDay { get; } = new("16");

    /// <summary>A piece, paid by result.</summary>
    public static CareUnit PieceByResult { get; } = new("82");

    /// <summary>Euros, in cents.</summary>
    public static CareUnit Euro { get; } = new("83");

    /// <summary>A piece, paid by effort.</summary>
    public static CareUnit PieceByEffort { get; } = new("84");

    /// <summary>Paid by result, not by the time or the number delivered.</summary>
    public bool IsByResult => this == PieceByResult || this == Euro;

    /// <summary>
    /// Whether what is agreed in this unit may be declared in the other (TR341): itself, or hours in minutes.
    /// </summary>
    public bool MayBeDeclaredIn(CareUnit other) => this == other || this == Hour && other == Minute;

    /// <summary>
    /// A volume in a measure in which volumes in this unit and in those it may be declared in can be added.
    /// </summary>
    public Int128 Measure(Int128 volume) => this == Hour ? volume * MinutesPerHour : volume;

    /// <summary>The code; empty for a unit that was never set.</summary>
    public override string ToString() => _code ?? "";

    public static bool TryParse([NotNullWhen(true)] string? text, out CareUnit unit)
    {
        unit = text switch
        {
            "01" => Minute, "04" => Hour, "14" => Day, "16" => PartOfDay, "82" => PieceByResult, "83" => Euro,
            "84" => PieceByEffort, _ => default,
        };
        return unit._code is not null;
    }
}

/// <summary>How often a volume may be delivered: a code of WMO757.</summary>
public readonly record struct Frequency
{
    private readonly string? _code;

    private Frequency(string code) => _code = code;

    public static Frequency PerDay { get; } = new("1");

    public static Frequency PerWeek { get; } = new("2");

    public static Frequency PerMonth { get; } = new("4");

    /// <summary>Once, for as long as the allocation lasts.</summary>
    public static Frequency InTotal { get; } = new("6");

    /// <summary>
    /// How many times the volume goes into a period (TR322): its days, the ISO weeks or the calendar months it touches,
    /// or once.
    /// </summary>
    /// <exception cref="ArgumentException">The period is open, and it is not once.</exception>
    public int TimesIn(Period period)
    {
        if (this == InTotal) return 1;
        if (period is not { Days: { } days, End: { } end })
            throw new ArgumentException("In an open period there is no number of times.", nameof(period));
        if (this == PerDay) return days;
        return this == PerWeek
            ? DutchCalendar.WeeksTouched(period)
            : (end.Year - period.Start.Year) * 12 + end.Month - period.Start.Month + 1;
    }

    /// <summary>The code; empty for a frequency that was never set.</summary>
    public override string ToString() => _code ?? "";

    public static bool TryParse([NotNullWhen(true)] string? text, out Frequency frequency)
    {
        frequency = text switch { "1" => PerDay, "2" => PerWeek, "4" => PerMonth, "6" => InTotal, _ => default };
        return frequency._code is not null;
    }
}

internal static class Digits
{
    internal static bool Are(string? text, int count)
    {
        if (text is null || text.Length != count) return false;
        foreach (var c in text)
            if (!char.IsAsciiDigit(c)) return false;
        return true;
    }
}
