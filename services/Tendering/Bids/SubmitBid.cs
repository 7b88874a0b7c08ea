using System.Globalization;
using Jeugdregio.Region;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Bids;

/// <summary>A provider submits a bid on a lot, or replaces the one it submitted before.</summary>
/// <param name="EndorsesVision">Must be true (T09).</param>
/// <param name="AcceptsQualityFramework">Must be true (T07).</param>
/// <param name="ServiceLocations">CBS codes of municipalities where care is delivered; at least one of the region where
/// the segment binds to it (T28).</param>
/// <param name="Products">At least one product of the lot.</param>
/// <param name="Certificate">HKZ or ISO, valid on the start date of delivery (T07).</param>
internal sealed record SubmitBid(
    bool EndorsesVision, bool AcceptsQualityFramework, IReadOnlyList<string> ServiceLocations,
    IReadOnlyList<OfferedProduct> Products, Certificate? Certificate = null)
{
    private const int LocationsMax = 100;
    private const int NumberLengthMax = 100;
    private const int PlanLengthMax = 20_000;
    private const long TariffCentsMax = 100_000_000;

    private static readonly string[] CertificateKinds = ["HKZ", "ISO"];

    /// <summary>
    /// A bid is taken in while the tender is open, from an eligible provider, for products of the lot. A product without a
    /// plan of approach is taken in as well: it is judged, and not awarded, on its own (T08).
    /// </summary>
    internal static Outcome<BidContent> Decide(Tender tender, Lot lot, SubmitBid act, RegionPack region, DateTimeOffset now)
    {
        if (!tender.IsOpenAt(now)) return new Refusal("tender-not-open", "Bids are taken in between publication and closing.", Rule: "T05");
        var why = OfEligibility(tender, act) ?? OfLocations(tender, lot, act, region) ?? OfProducts(lot, act, region);
        return why is not null ? why : new BidContent(act.Certificate!, act.ServiceLocations, act.Products);
    }

    private static Refusal? OfEligibility(Tender tender, SubmitBid act)
    {
        if (!act.EndorsesVision)
            return new("vision-not-endorsed", "A bid endorses the region's vision.", "endorsesVision", "T09");
        if (!act.AcceptsQualityFramework)
            return new("quality-framework-not-accepted", "A bid accepts the quality framework for youth care.", "acceptsQualityFramework", "T07");
        if (act.Certificate is not { } certificate)
            return new("certificate-missing", "The criterion 'HKZ or ISO certificate' is not met: none was given.", "certificate", "T07");
        if (!CertificateKinds.Contains(certificate.Kind))
            return new(
                "certificate-not-valid", "The criterion 'HKZ or ISO certificate' is not met: it is of another kind.", "certificate.kind", "T07");
        if (certificate.Number.Trim().Length is 0 or > NumberLengthMax)
            return new(
                "certificate-not-valid", "The criterion 'HKZ or ISO certificate' is not met: it has no number.", "certificate.number", "T07");
        if (tender.StartDate < certificate.ValidFrom)
            return new(
                "certificate-not-valid",
                $"The criterion 'HKZ or ISO certificate' is not met: it is not valid yet on {tender.StartDate:yyyy-MM-dd}.",
                "certificate.validFrom", "T07");
        return tender.StartDate > certificate.ValidUntil
            ? new Refusal(
                "certificate-not-valid",
                $"The criterion 'HKZ or ISO certificate' is not met: it is no longer valid on {tender.StartDate:yyyy-MM-dd}.",
                "certificate.validUntil", "T07")
            : null;
    }

    private static Refusal? OfLocations(Tender tender, Lot lot, SubmitBid act, RegionPack region)
    {
        if (act.ServiceLocations.Count > LocationsMax)
            return new("service-locations-too-many", $"At most {LocationsMax} locations.", "serviceLocations", "T28");
        var inside = false;
        for (var i = 0; i < act.ServiceLocations.Count; i++)
        {
            if (!MunicipalityCode.TryParse(act.ServiceLocations[i], out var code))
                return new("service-location-invalid", "A location is the four-digit code of a municipality.", At("serviceLocations", i), "T28");
            inside |= region.Serves(code, tender.StartDate);
        }
        return region.FindSegment(lot.Segment) is { BindsToRegion: true } && !inside
            ? new Refusal(
                "service-location-outside-region", $"In segment {lot.Segment} care is delivered in at least one municipality of the region.",
                "serviceLocations", "T28")
            : null;
    }

    private static Refusal? OfProducts(Lot lot, SubmitBid act, RegionPack region)
    {
        if (act.Products.Count == 0) return new("products-missing", "A bid offers at least one product.", "products", "T08");
        var origin = region.FindSegment(lot.Segment)?.Tariff?.Origin;
        for (var i = 0; i < act.Products.Count; i++)
        {
            var (offered, at) = (act.Products[i], At("products", i));
            if (lot.Products.All(p => p.Code != offered.Code))
                return new("product-not-in-lot", "This product is not asked for in the lot.", $"{at}.code", "T06");
            if (act.Products.Take(i).Any(p => p.Code == offered.Code))
                return new("product-twice", "A product is offered once.", $"{at}.code");
            if (offered.PlanOfApproach is { Length: > PlanLengthMax })
                return new("plan-too-long", $"A plan of approach has at most {PlanLengthMax} characters.", $"{at}.planOfApproach", "T08");
            if (OfTariff(origin, offered.TariffCents, $"{at}.tariffCents") is { } why) return why;
        }
        return null;
    }

    private static Refusal? OfTariff(TariffOrigin? origin, long? cents, string at) => (origin, cents) switch
    {
        (TariffOrigin.Provider, null) => new("tariff-missing", "In this segment each provider offers its own tariff.", at, "C13"),
        (TariffOrigin.Segment, not null) => new("tariff-not-allowed", "This segment has one tariff for all providers.", at, "C13"),
        (_, < 1 or > TariffCentsMax) => new("tariff-invalid", "A tariff is more than 0 and at most a million euros.", at, "C13"),
        _ => null,
    };

    private static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
}
