using System.Globalization;
using Jeugdregio.Region;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Tenders;

/// <summary>A buyer drafts a tender.</summary>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="ProcedureKind"><c>sas-simplified</c>, <c>sas-dialogue</c> or <c>innovation-dialogue</c> (T02).</param>
/// <param name="ContractModel">A contract model of the region pack, e.g. <c>2+1+1+1</c>.</param>
/// <param name="Municipalities">CBS codes of the buying municipalities.</param>
/// <param name="StartDate">First day of delivery.</param>
/// <param name="ClosingAt">Bids are in before this instant.</param>
/// <param name="Criteria">Award criteria; frozen at publication (T22).</param>
/// <param name="Lots">What is bought.</param>
internal sealed record CreateTender(
    string Title, string ProcedureKind, string ContractModel, IReadOnlyList<string> Municipalities, DateOnly StartDate,
    DateTimeOffset ClosingAt, IReadOnlyList<Criterion> Criteria, IReadOnlyList<CreateTender.NewLot> Lots)
{
    private const int TitleLengthMax = 200;
    private const int NameLengthMax = 100;
    private const int CriteriaMax = 20;
    private const int LotsMax = 50;
    private const int ProductsMax = 200;
    private const long TariffCentsMax = 100_000_000;

    private static readonly string[] Kinds = ["sas-simplified", "sas-dialogue", "innovation-dialogue"];
    private static readonly string[] ExcludedKinds = ["european", "open-house"];

    /// <param name="Segment">A regional segment (C39).</param>
    /// <param name="Products">At least one.</param>
    internal sealed record NewLot(string Segment, IReadOnlyList<LotProduct> Products);

    /// <summary>A tender is drafted only with a permitted procedure, known parties and segments, and a fair award formula.</summary>
    internal static Outcome<TenderDrafted> Decide(CreateTender act, RegionPack region, DateTimeOffset now, Func<Guid> newId)
    {
        var why = OfProcedure(act, region) ?? OfMunicipalities(act, region) ?? OfDates(act, now)
            ?? OfCriteria(act.Criteria, region.Thresholds) ?? OfLots(act.Lots, region);
        if (why is not null) return why;

        var tender = new Tender(
            newId(), act.Title.Trim(), act.ProcedureKind, act.ContractModel, act.Municipalities, act.StartDate, act.Criteria,
            act.ClosingAt.ToUniversalTime(), TenderStatus.Draft, null, null);
        return new TenderDrafted(
            tender,
            [.. act.Lots.Select(l => new Lot(newId(), tender.Id, l.Segment, l.Products, LotStatus.Open, 0, null, null))]);
    }

    private static Refusal? OfProcedure(CreateTender act, RegionPack region)
    {
        if (act.Title.Trim().Length is 0 or > TitleLengthMax)
            return new("title-invalid", $"A title has 1 to {TitleLengthMax} characters.", "title");
        if (ExcludedKinds.Contains(act.ProcedureKind))
            return new(
                "procedure-excluded", $"The procedure '{act.ProcedureKind}' is excluded by the region's policy.", "procedureKind", "T02");
        if (!Kinds.Contains(act.ProcedureKind))
            return new("procedure-unknown", $"A tender has one procedure out of {string.Join(", ", Kinds)}.", "procedureKind", "T02");
        if (region.FindContractModel(act.ContractModel) is null)
            return new(
                "contract-model-unknown",
                $"The region has the contract models {string.Join(", ", region.ContractModels.Select(m => m.Name))}.", "contractModel", "C01");
        return null;
    }

    private static Refusal? OfMunicipalities(CreateTender act, RegionPack region)
    {
        if (act.Municipalities.Count == 0)
            return new("municipalities-missing", "A tender names the municipalities that buy.", "municipalities", "C42");
        for (var i = 0; i < act.Municipalities.Count; i++)
        {
            if (!MunicipalityCode.TryParse(act.Municipalities[i], out var code) || !region.Serves(code, act.StartDate))
                return new(
                    "municipality-not-in-region", "This municipality does not take part in the region on the start date.",
                    At("municipalities", i), "G02");
            if (act.Municipalities.Take(i).Contains(act.Municipalities[i]))
                return new("municipality-twice", "A municipality is named once.", At("municipalities", i), "C42");
        }
        return null;
    }

    private static Refusal? OfDates(CreateTender act, DateTimeOffset now)
    {
        if (act.ClosingAt <= now) return new("closing-in-the-past", "A tender closes in the future.", "closingAt");
        return act.StartDate <= DutchCalendar.DateIn(act.ClosingAt)
            ? new Refusal("start-before-closing", "Delivery starts after the tender has closed.", "startDate")
            : null;
    }

    private static Refusal? OfCriteria(IReadOnlyList<Criterion> criteria, Thresholds thresholds)
    {
        if (criteria.Count is 0 or > CriteriaMax)
            return new("criteria-missing", $"A tender has 1 to {CriteriaMax} award criteria.", "criteria", "T22");
        for (var i = 0; i < criteria.Count; i++)
        {
            var name = criteria[i].Name;
            if (name.Trim().Length is 0 or > NameLengthMax)
                return new("criterion-name-invalid", $"A criterion has a name of 1 to {NameLengthMax} characters.", $"{At("criteria", i)}.name");
            if (criteria.Take(i).Any(c => c.Name == name))
                return new("criterion-twice", "A criterion stands in the list once.", $"{At("criteria", i)}.name", "T22");
            if (criteria[i].WeightPercent is < 1 or > 100)
                return new("weight-invalid", "A weight is 1 to 100 percent.", $"{At("criteria", i)}.weightPercent", "T22");
        }
        if (criteria.Sum(c => c.WeightPercent) != 100)
            return new("weights-not-100", "The weights of the criteria add up to 100 percent.", "criteria", "T22");
        return criteria.Where(c => c.IsPrice).Sum(c => c.WeightPercent) > thresholds.PriceWeightMaxPercent
            ? new Refusal(
                "price-weight-too-high", $"Price weighs at most {thresholds.PriceWeightMaxPercent} percent.", "criteria", "T23")
            : null;
    }

    private static Refusal? OfLots(IReadOnlyList<NewLot> lots, RegionPack region)
    {
        if (lots.Count is 0 or > LotsMax) return new("lots-missing", $"A tender has 1 to {LotsMax} lots.", "lots");
        for (var i = 0; i < lots.Count; i++)
        {
            var at = At("lots", i);
            if (region.FindSegment(lots[i].Segment) is not { } segment)
                return new("segment-unknown", "The region has no such segment.", $"{at}.segment", "T12");
            if (segment.Scope is not SegmentScope.Regional || segment.Tariff is not { } tariff)
                return new("segment-local", "A local segment is not bought by the region.", $"{at}.segment", "C39");
            if (lots[i].Products.Count is 0 or > ProductsMax)
                return new("products-missing", $"A lot has 1 to {ProductsMax} products.", $"{at}.products", "T13");
            for (var j = 0; j < lots[i].Products.Count; j++)
                if (OfProduct(lots[i].Products, j, tariff, $"{at}.{At("products", j)}") is { } why) return why;
        }
        return null;
    }

    private static Refusal? OfProduct(IReadOnlyList<LotProduct> all, int j, TariffBasis tariff, string at)
    {
        var product = all[j];
        if (!ProductCode.TryParse(product.Code, out _))
            return new("product-code-invalid", "A product code is two digits and up to three more characters, e.g. 45A48.", $"{at}.code");
        if (all.Take(j).Any(p => p.Code == product.Code))
            return new("product-twice", "A product stands in a lot once.", $"{at}.code");
        if (!tariff.Units.Contains(product.Unit))
            return new(
                "unit-not-in-segment", $"This segment is paid in the units {string.Join(", ", tariff.Units)}.", $"{at}.unit", "C12");
        return (tariff.Origin, product.FixedTariffCents) switch
        {
            (TariffOrigin.Segment, null) =>
                new("fixed-tariff-missing", "This segment has one tariff for all providers.", $"{at}.fixedTariffCents", "C13"),
            (TariffOrigin.Provider, not null) =>
                new("fixed-tariff-not-allowed", "In this segment each provider offers its own tariff.", $"{at}.fixedTariffCents", "C13"),
            (_, < 1 or > TariffCentsMax) =>
                new("tariff-invalid", "A tariff is more than 0 and at most a million euros.", $"{at}.fixedTariffCents", "C13"),
            _ => null,
        };
    }

    private static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
}

/// <summary>A tender exists, readable for buyers only.</summary>
internal sealed record TenderDrafted(Tender Tender, IReadOnlyList<Lot> Lots);
