using System.Collections.Frozen;

namespace Jeugdregio.Billing.BankAccounts;

/// <summary>
/// An account number (ISO 13616) of a country that takes part in SEPA, with the right length and check digits. Its text
/// form is masked, so that a number that slips into a log says nothing; <see cref="Reveal"/> is the one way to it.
/// </summary>
internal readonly record struct Iban
{
    private const string SepaLengths =
        """
        AD24 AL28 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 IT27
        LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MT31 NL18 NO15 PL28 PT25 RO24 RS22 SE24 SI19 SK24 SM27 VA22
        """;

    private static readonly FrozenDictionary<string, int> Lengths = SepaLengths.Split((char[])[' ', '\n'])
        .ToFrozenDictionary(c => c[..2], c => int.Parse(c[2..], System.Globalization.CultureInfo.InvariantCulture));

    private readonly string? _text;

    private Iban(string text) => _text = text;

    /// <summary>The whole number. Only for a payment file and for who has to check it.</summary>
    internal string Reveal() => _text ?? throw new InvalidOperationException("An IBAN that was never set.");

    /// <summary>Country and last four characters, e.g. <c>NL…4300</c>.</summary>
    public override string ToString() => _text is null ? "" : $"{_text[..2]}…{_text[^4..]}";

    /// <summary>Takes capitals and digits, with spaces between or without.</summary>
    internal static bool TryParse(string? text, out Iban iban)
    {
        iban = default;
        if (text is null || text.Length > 42) return false;
        var compact = text.Replace(" ", "", StringComparison.Ordinal);
        if (compact.Length < 5 || !compact.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))) return false;
        if (!Lengths.TryGetValue(compact[..2], out var length) || compact.Length != length) return false;
        if (compact.StartsWith("NL", StringComparison.Ordinal) && !IsDutch(compact)) return false;
        if (Remainder(compact) != 1) return false;
        iban = new(compact);
        return true;
    }

    /// <summary>Four letters of the bank, ten digits of the account.</summary>
    private static bool IsDutch(string text) =>
        text[4..8].All(char.IsAsciiLetterUpper) && text[8..].All(char.IsAsciiDigit);

    /// <summary>Country and check digits to the end, letters as 10 to 35, modulo 97: 1 when right.</summary>
    private static int Remainder(string text)
    {
        var remainder = 0;
        foreach (var c in text[4..] + text[..4])
        {
            var value = char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10;
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }
}
