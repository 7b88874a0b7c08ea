using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>Who asks whom for what, when.</summary>
internal sealed record NaiveQuestion(
    string Provider, string Municipality, string Product, DateOnly Day, string? Segment, string Client);

/// <summary>What may be asked for a product on a day, looked for among everything that was ever told.</summary>
internal sealed class NaiveTariffs
{
    internal List<TariffSet> Told { get; } = [];

    /// <summary>The tariffs of the one agreement that decides, lowest level first.</summary>
    internal IReadOnlyList<TariffSet> On(NaiveQuestion asked)
    {
        var (candidates, last) = Candidates(asked);
        if (last is null || last.LumpSum) return [];
        var levels = candidates.Where(t => t.AgreementId == last.AgreementId && !t.LumpSum).OrderBy(t => t.Level);
        return [.. levels.Select(t => t.TariffCents > 0 ? t : OfSegment(t, asked.Day)).OfType<TariffSet>()];
    }

    internal bool IsLumpSum(NaiveQuestion asked) => Candidates(asked).Last is { LumpSum: true };

    private (IReadOnlyList<TariffSet> All, TariffSet? Last) Candidates(NaiveQuestion asked)
    {
        var own = Valid(asked.Product, asked.Day).Where(t => t.Provider == asked.Provider)
            .Where(t => t.Municipalities is null || t.Municipalities.Contains(asked.Municipality)).ToList();
        var individual = own.Where(t => t.ClientKey == asked.Client).ToList();
        var candidates = individual.Count > 0 ? individual : own.Where(t => t.ClientKey is null).ToList();
        var ofSegment = candidates.Where(t => t.Segment == asked.Segment).ToList();
        return (candidates, (ofSegment.Count > 0 ? ofSegment : candidates).MaxBy(Start));
    }

    /// <summary>The one of the contract's tariffs that the line asks, else the first.</summary>
    internal static TariffSet? Asked(IReadOnlyList<TariffSet> contract, Prestatie line) =>
        contract.FirstOrDefault(t => Is(t, line)) ?? contract.FirstOrDefault(_ => true);

    internal static bool Fits(string agreed, string declared) =>
        agreed == declared || (agreed, declared) is ("04", "01");

    internal static bool Is(TariffSet tariff, Prestatie line) => line.Eenheid == "83"
        || tariff.Unit == line.Eenheid && tariff.TariffCents == line.ProductTarief
        || (tariff.Unit, line.Eenheid) is ("04", "01") && Round(tariff.TariffCents / 60m) == line.ProductTarief;

    internal static bool IsWrongAmount(TariffSet? tariff, Prestatie line)
    {
        if (line.Eenheid == "83") return false;
        decimal amount = line.IngediendBedrag.Bedrag;
        var product = (decimal)line.GeleverdVolume * line.ProductTarief!.Value;
        if (line.Eenheid != "01" || tariff?.Unit == "01") return amount != product;
        return tariff?.Unit == "04"
            ? amount != Round(tariff.TariffCents * line.GeleverdVolume / 60m)
            : Math.Abs(amount - product) > Math.Ceiling(line.GeleverdVolume / 2m);
    }

    private static decimal Round(decimal cents) => Math.Round(cents, MidpointRounding.AwayFromZero);

    private IEnumerable<TariffSet> Valid(string product, DateOnly day)
    {
        var valid = Told.Where(t => t.Product == product && t.ValidFrom <= day && day <= t.ValidUntil).ToList();
        return valid.Where(t => !valid.Any(other => other.TariffId == t.TariffId && other.Version > t.Version));
    }

    /// <summary>When its agreement began to hold the product, at whatever level.</summary>
    private DateOnly Start(TariffSet tariff) => Told
        .Where(t => t.AgreementId == tariff.AgreementId && t.Product == tariff.Product).Min(t => t.ValidFrom);

    private TariffSet? OfSegment(TariffSet open, DateOnly day) => Valid(open.Product, day).FirstOrDefault(t =>
        t.Provider.Length == 0 && t.Segment == open.Segment && t.Unit == open.Unit && t.Level == open.Level);
}
