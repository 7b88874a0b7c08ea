using System.Text.RegularExpressions;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Clients;

/// <summary>The client's address in the register of persons, as the access team knows it (TR061, TR006).</summary>
/// <param name="Street">1 to 24 characters, as the register shortens it.</param>
/// <param name="HouseNumber">0 to 99999.</param>
/// <param name="Postcode">Four digits and two capitals, e.g. <c>1506AA</c>.</param>
/// <param name="City">1 to 80 characters.</param>
/// <param name="Addition">Up to 4 characters after the house number.</param>
internal sealed partial record Address(string Street, int HouseNumber, string Postcode, string City, string? Addition = null)
{
    public override string ToString() => nameof(Address);

    /// <summary>What is wrong with it; null when nothing is. Never repeats a value.</summary>
    internal static Refusal? Check(Address address) =>
        Blank(address.Street, 24) ? Malformed("street", "1 to 24 characters", "RS020")
        : address.HouseNumber is < 0 or > 99_999 ? Malformed("houseNumber", "0 to 99999", "RS004")
        : !DutchPostcode().IsMatch(address.Postcode) ? Malformed("postcode", "four digits and two capitals, without a space", "CS089")
        : Blank(address.City, 80) ? Malformed("city", "1 to 80 characters", "RS026")
        : address.Addition is { } addition && Blank(addition, 4) ? Malformed("addition", "1 to 4 characters, or absent", "RS011")
        : null;

    private static bool Blank(string text, int max) => string.IsNullOrWhiteSpace(text) || text.Length > max;

    private static Refusal Malformed(string field, string what, string rule) =>
        new("malformed-input", $"The address needs {field}: {what}.", $"address.{field}", rule);

    [GeneratedRegex(@"^[1-9][0-9]{3}[A-Z]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DutchPostcode();
}
