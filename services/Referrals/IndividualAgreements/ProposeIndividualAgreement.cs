using System.Text.RegularExpressions;
using Jeugdregio.Referrals.Requests;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.IndividualAgreements;

/// <summary>
/// The access team proposes an agreement for the client of a request, with a provider that has no framework agreement
/// for the product (C32). Who the client is, it does not say: that follows from the request.
/// </summary>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Unit">WJ756, one in which the segment is paid (C12).</param>
/// <param name="TariffCents">Euro cents per unit.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day; it ends earlier with the client's care.</param>
/// <param name="Description">What is delivered; 1 to 1,000 characters without a citizen service number.</param>
/// <param name="Reason">Why a contracted provider will not do; likewise.</param>
/// <param name="Product">Product code; may be left out when the request names one.</param>
internal sealed partial record ProposeIndividualAgreement(
    string Segment, string Unit, long TariffCents, DateOnly ValidFrom, DateOnly ValidUntil, string Description,
    string Reason, string? Product = null)
{
    private const int TextLengthMax = 1_000;
    private const long TariffCentsMax = 100_000_000;

    /// <summary>
    /// It is for the product that was asked, in a regional segment, and has a reason, a description, a tariff and a
    /// period (C32).
    /// </summary>
    /// <param name="request">As it now is.</param>
    /// <param name="act">What the access team proposes.</param>
    /// <param name="region">The region pack.</param>
    /// <param name="by">Client id.</param>
    /// <param name="now">The moment.</param>
    /// <param name="newId">Its identity.</param>
    internal static Outcome<IndividualAgreementProposed> Decide(
        AllocationRequest request, ProposeIndividualAgreement act, RegionPack region, string by, DateTimeOffset now,
        Guid newId)
    {
        if (Answering.CheckUndecided(request) is { } decided) return decided;
        if (!ProductCode.TryParse(act.Product ?? request.Product, out var product))
            return Wrong(
                "product-code-invalid", "A product code is two digits and up to three more characters.", "product");
        if ((request.Product ?? product.ToString()) != product.ToString() || request.Category != product.Category)
            return Wrong("product-not-asked", "The request is for another product.", "product");
        if (region.FindSegment(act.Segment) is not { Scope: SegmentScope.Regional, Tariff: { } tariff })
            return new Refusal(
                "segment-not-regional", "Only products of a regional segment are allocated here.", "segment", "C39");
        if (!tariff.Units.Contains(act.Unit))
            return new Refusal(
                "unit-not-in-segment", $"This segment is paid in the units {string.Join(", ", tariff.Units)}.", "unit",
                "C12");
        if (act.TariffCents is < 1 or > TariffCentsMax)
            return Wrong("tariff-invalid", "A tariff is more than 0 and at most a million euros.", "tariffCents");
        if (act.ValidUntil < act.ValidFrom)
            return Wrong("period-invalid", "The last day is on or after the first.", "validUntil");
        if ((CheckText(act.Description, "description") ?? CheckText(act.Reason, "reason")) is { } unfit) return unfit;
        return new IndividualAgreementProposed(
            newId, request.Id, request.ClientKey, request.Municipality, request.Provider, act.Segment,
            product.ToString(), act.Unit, act.TariffCents, act.ValidFrom, act.ValidUntil, act.Description.Trim(),
            act.Reason.Trim(), by, now);
    }

    /// <summary>Others than the access team read it: a number of a person is refused before it goes anywhere.</summary>
    private static Refusal? CheckText(string text, string field) =>
        text.Trim().Length is 0 or > TextLengthMax
            ? Wrong($"{field}-invalid", $"It has 1 to {TextLengthMax} characters.", field)
        : NineDigits().Matches(text).Any(m => Bsn.PassesElevenCheck(string.Concat(m.Value.Where(char.IsAsciiDigit))))
            ? new($"{field}-names-client", "It holds what may be a citizen service number.", field, "G04")
        : null;

    private static Refusal Wrong(string code, string detail, string field) => new(code, detail, field, "C32");

    /// <summary>Nine digits, together or in the groups in which people write them.</summary>
    [GeneratedRegex(
        @"(?<![0-9])(?:[0-9]{9}|[0-9]{3}[ .\-][0-9]{3}[ .\-][0-9]{3}|[0-9]{4}[ .\-][0-9]{2}[ .\-][0-9]{3})(?![0-9])",
        RegexOptions.CultureInvariant)]
    private static partial Regex NineDigits();
}
