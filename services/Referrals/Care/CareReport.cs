using System.Globalization;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Allocations;

namespace Jeugdregio.Referrals.Care;

/// <summary>
/// What JW305 and JW307 share: several products in a message, judged one after the other, each on what the ones before it
/// leave behind. What is taken back comes first, so that a message may correct a key (IV008).
/// </summary>
internal static class CareReport
{
    /// <summary>Judges the products of a message in the order in which they hold.</summary>
    /// <param name="products">As in the message.</param>
    /// <param name="path">Path of the class, without index.</param>
    /// <param name="isTakenBack">StatusAanlevering 3.</param>
    /// <param name="keyOf">What may be in the message once (TR074).</param>
    /// <param name="numberOf">ToewijzingNummer.</param>
    /// <param name="known">The client's allocations at this provider, and the care on them.</param>
    /// <param name="decide">The rule; gives return codes.</param>
    /// <param name="apply">What the allocation's care is after it.</param>
    internal static IReadOnlyList<ClassRefusal> Judge<T>(
        IReadOnlyList<T> products, string path, Func<T, bool> isTakenBack, Func<T, object> keyOf, Func<T, long?> numberOf, KnownCare known,
        Func<T, Allocation?, CareHistory, IReadOnlyList<string>> decide, Func<T, CareHistory, CareHistory> apply)
    {
        var refusals = new List<ClassRefusal>();
        var (seen, histories) = (new HashSet<object>(), new Dictionary<long, CareHistory>(known.Histories));
        foreach (var i in Enumerable.Range(0, products.Count).OrderBy(i => !isTakenBack(products[i])))
        {
            var product = products[i];
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i + 1}]");
            if (!seen.Add((numberOf(product), keyOf(product))))
            {
                refusals.Add(new(at, "9074"));
                continue;
            }
            var allocation = numberOf(product) is { } number ? known.Find(number) : null;
            var care = allocation is null ? CareHistory.Empty : histories.GetValueOrDefault(allocation.Number, CareHistory.Empty);
            var codes = decide(product, allocation, care);
            refusals.AddRange(codes.Select(code => new ClassRefusal(at, code)));
            if (codes.Count == 0) histories[allocation!.Number] = apply(product, care);
        }
        return refusals;
    }
}

/// <summary>What the municipality knows of a client at one provider.</summary>
internal sealed record KnownCare(IReadOnlyList<Allocation> Allocations, IReadOnlyDictionary<long, CareHistory> Histories)
{
    internal Allocation? Find(long number) => Allocations.FirstOrDefault(a => a.Number == number);
}

/// <summary>A whole JW305.</summary>
internal static class StartReport
{
    internal static IReadOnlyList<ClassRefusal> Judge(Jw305 message, KnownCare known) => CareReport.Judge(
        message.Client.StartProducten, "Bericht/Client/StartProducten/StartProduct",
        p => p.StatusAanlevering == StatusAanleveringen.Verwijderen, ReportStart.KeyOf, p => p.ToewijzingNummer, known,
        ReportStart.Decide, Apply);

    private static CareHistory Apply(StartProduct product, CareHistory care)
    {
        var key = ReportStart.KeyOf(product);
        return product.StatusAanlevering == StatusAanleveringen.Verwijderen
            ? care with { Starts = [.. care.Starts.Where(s => s.Key != key)] }
            : care with { Starts = [.. care.Starts, new(Guid.NewGuid(), key)] };
    }
}

/// <summary>A whole JW307.</summary>
internal static class StopReport
{
    internal static IReadOnlyList<ClassRefusal> Judge(Jw307 message, KnownCare known) => CareReport.Judge(
        message.Client.StopProducten, "Bericht/Client/StopProducten/StopProduct",
        p => p.StatusAanlevering == StatusAanleveringen.Verwijderen, p => (ReportStop.KeyOf(p), p.RedenBeeindiging), p => p.ToewijzingNummer,
        known, ReportStop.Decide, Apply);

    private static CareHistory Apply(StopProduct product, CareHistory care)
    {
        var start = care.FindStart(ReportStop.KeyOf(product)) ?? throw new InvalidOperationException("A stop without a start was taken in.");
        return product.StatusAanlevering == StatusAanleveringen.Verwijderen
            ? care with { Stops = [.. care.Stops.Where(s => s.StartId != start.Id || s.Reason != product.RedenBeeindiging)] }
            : care with { Stops = [.. care.Stops, new(Guid.NewGuid(), start.Id, product.RedenBeeindiging, product.Einddatum)] };
    }
}
