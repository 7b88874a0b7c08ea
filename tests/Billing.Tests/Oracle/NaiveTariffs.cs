using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>What may be asked for a product on a day, looked for among everything that was ever told.</summary>
internal sealed class NaiveTariffs
{
    internal List<TariffSet> Told { get; } = [];

    /// <summary>The tariffs of the one agreement that decides, lowest level first.</summary>
    internal IReadOnlyList<TariffSet> On(
        string provider, string product, DateOnly day, string? segment, string client)
    {
        var own = Valid(product, day).Where(t => t.Provider == provider).ToList();
        var individual = own.Where(t => t.ClientKey == client).ToList();
        var candidates = individual.Count > 0 ? individual : own.Where(t => t.ClientKey is null).ToList();
        var ofSegment = candidates.Where(t => t.Segment == segment).ToList();
        var last = (ofSegment.Count > 0 ? ofSegment : candidates).MaxBy(t => Start(t));
        if (last is null || last.LumpSum) return [];
        var levels = candidates.Where(t => t.AgreementId == last.AgreementId && !t.LumpSum).OrderBy(t => t.Level);
        return [.. levels.Select(t => t.TariffCents > 0 ? t : OfSegment(t, day)).OfType<TariffSet>()];
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

    private DateOnly Start(TariffSet tariff) => Told.Where(t => t.TariffId == tariff.TariffId).Min(t => t.ValidFrom);

    private TariffSet? OfSegment(TariffSet open, DateOnly day) => Valid(open.Product, day).FirstOrDefault(t =>
        t.Provider.Length == 0 && t.Segment == open.Segment && t.Unit == open.Unit && t.Level == open.Level);
}
