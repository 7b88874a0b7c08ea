using System.Diagnostics.CodeAnalysis;

namespace Jeugdregio.Values;

/// <summary>
/// A citizen service number: nine digits that pass the 11-check (CS002). Its text form is deliberately masked, so that
/// a number that slips into a log or a message says nothing; <see cref="Reveal"/> is the one way to the digits.
/// </summary>
public readonly record struct Bsn
{
    private readonly string? _digits;

    private Bsn(string digits) => _digits = digits;

    /// <summary>The nine digits. Only for messages of the standard and for deriving a client key.</summary>
    public string Reveal() => _digits ?? throw new InvalidOperationException("A BSN that was never set.");

    public override string ToString() => "*********";

    public static bool TryParse([NotNullWhen(true)] string? text, out Bsn bsn)
    {
        bsn = default;
        if (text is null || !PassesElevenCheck(text)) return false;
        bsn = new Bsn(text);
        return true;
    }

    /// <summary>9·d1+8·d2+…+2·d8−1·d9 is divisible by 11, over exactly nine ASCII digits; all zeros is no number.</summary>
    public static bool PassesElevenCheck(ReadOnlySpan<char> text)
    {
        if (text.Length != 9) return false;
        var sum = 0;
        var any = 0;
        for (var i = 0; i < 9; i++)
        {
            var digit = text[i] - '0';
            if (digit is < 0 or > 9) return false;
            any |= digit;
            sum += digit * (i == 8 ? -1 : 9 - i);
        }
        return any != 0 && sum % 11 == 0;
    }
}
