using System.Globalization;
using Jeugdregio.Billing.BankAccounts;

namespace Jeugdregio.Billing.Tests;

/// <summary>Account numbers that nobody has: of a bank called TEST, with check digits that are right.</summary>
internal static class Ibans
{
    private static int _last;

    internal static string Next() => Of(Interlocked.Increment(ref _last));

    internal static string Of(int number)
    {
        var account = string.Create(CultureInfo.InvariantCulture, $"TEST{number:D10}");
        var digits = account.Select(c => char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10)
            .Aggregate(0, (r, v) => (r * (v > 9 ? 100 : 10) + v) % 97);
        // NL00 behind it: N = 23, L = 21
        var check = 98 - (int)((long)digits * 1_000_000 + 232_100) % 97;
        return string.Create(CultureInfo.InvariantCulture, $"NL{check:D2}{account}");
    }

    internal static Iban Parsed(string text) =>
        Iban.TryParse(text, out var iban) ? iban : throw new ArgumentException("No IBAN.", nameof(text));
}
