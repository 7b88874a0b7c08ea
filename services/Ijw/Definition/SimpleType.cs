using System.Collections.Frozen;

namespace Jeugdregio.Ijw.Definition;

/// <summary>How a text is to be read before its facets are looked at.</summary>
internal enum Lexical
{
    /// <summary>Every character counts.</summary>
    Text,

    /// <summary>A whole number; space around it does not count, a sign and leading zeros do no harm.</summary>
    Whole,

    /// <summary>year-month-day without a time zone; space around it does not count.</summary>
    Date,

    /// <summary>hour:minute:second without a time zone; space around it does not count.</summary>
    Time,
}

/// <summary>What the characters of a text may be.</summary>
internal enum Form
{
    Any,

    /// <summary>One line with something in it that is not space.</summary>
    Line,

    /// <summary>Lines with something in them that is not space.</summary>
    Lines,

    /// <summary>0 to 9 only.</summary>
    Digits,

    /// <summary>a to z, A to Z and 0 to 9 only.</summary>
    LettersAndDigits,

    /// <summary>a to z, A to Z and the letters from U+00C0 to U+1EF3.</summary>
    Initials,

    /// <summary>Three numbers without leading zeros, with full stops between.</summary>
    Version,
}

/// <summary>
/// What an element without elements may hold: the facets of a simple type of the standard, and nothing else.
/// </summary>
/// <param name="Name">The standard's name for it; empty for one that is defined where it is used.</param>
/// <param name="Lexical">How it is read.</param>
internal sealed record SimpleType(string Name, Lexical Lexical)
{
    /// <summary>Fewest characters (UTF-16 units) of a text.</summary>
    internal int MinLength { get; init; }

    /// <summary>Most characters (UTF-16 units) of a text.</summary>
    internal int MaxLength { get; init; } = int.MaxValue;

    internal Form Form { get; init; }

    /// <summary>How many digits exactly; null when the length says enough.</summary>
    internal int? Digits { get; init; }

    /// <summary>The only texts allowed, when there is such a list.</summary>
    internal FrozenSet<string>? Values { get; init; }

    /// <summary>Largest whole number; the smallest is always 0.</summary>
    internal long Max { get; init; }

    /// <summary>
    /// The one spelling allowed of an element that says what message it is in; the model does not hold it.
    /// </summary>
    internal string? Fixed { get; init; }

    /// <summary>The restriction (RS) or constraint (CS) that says so.</summary>
    internal string Rule { get; init; } = "RS033";

    /// <summary>What is allowed, as the end of a sentence that begins with "It must be".</summary>
    internal string Allowed => this switch
    {
        { Fixed: { } only } => only,
        { Values: { } values } => values.Count > 60
            ? "a code of the list " + Name[4..]
            : "one of " + string.Join(", ", values.Order(StringComparer.Ordinal)),
        { Lexical: Lexical.Whole } => $"a whole number from 0 to {Max}",
        { Lexical: Lexical.Date } => "a date written as yyyy-mm-dd, without a time zone",
        { Lexical: Lexical.Time } => "a time written as hh:mm:ss, without a time zone",
        { Digits: { } count } => $"exactly {count} digits",
        { Form: Form.Version } => "a version written as 1.0.0",
        _ => $"{Characters} of {Length}",
    };

    private string Length => MinLength == MaxLength ? $"exactly {MaxLength}"
        : MaxLength == int.MaxValue ? $"at least {MinLength}"
        : $"{MinLength} to {MaxLength}";

    private string Characters => Form switch
    {
        Form.Digits => "digits, a number",
        Form.LettersAndDigits => "letters and digits, a number",
        Form.Initials => "letters, a number",
        Form.Line => "characters on one line and not only space, a number",
        Form.Lines => "characters and not only space, a number",
        _ => "characters, a number",
    };
}
