namespace Jeugdregio.Billing.Tariffs;

/// <summary>
/// What a provider may ask for a product on a day. Looked up in this order: the client's individual agreement (B11),
/// the provider's framework agreement, and for what that leaves open the segment's tariff (C13).
/// </summary>
/// <param name="versions">
/// All versions of the tariffs of the products asked for: the provider's, and the segments' own.
/// </param>
/// <param name="municipality">Only what holds for it (C42); null for everything.</param>
internal sealed class TariffBook(IReadOnlyList<Tariff> versions, string? municipality = null)
{
    private readonly ILookup<string, Tariff[]> _byProduct = versions
        .Where(t => t.HoldsFor(municipality))
        .GroupBy(t => t.TariffId)
        .Select(versionsOfOne => versionsOfOne.ToArray())
        .ToLookup(t => t[0].Product, StringComparer.Ordinal);

    /// <summary>Products whose tariff can differ by client; of all others the answer is the same for everybody.</summary>
    private readonly HashSet<string> _individual =
        versions.Where(t => t.ClientKey is not null).Select(t => t.Product).ToHashSet(StringComparer.Ordinal);

    /// <summary>When an agreement began to hold a product, at whatever level.</summary>
    private readonly Dictionary<(Guid Agreement, string Product), DateOnly> _started = versions
        .GroupBy(t => (t.AgreementId, t.Product)).ToDictionary(of => of.Key, of => of.Min(t => t.ValidFrom));

    private readonly Dictionary<(string Product, DateOnly Day, string? Segment, string Client), Tariff[]> _known = [];

    /// <summary>
    /// The tariffs of the agreement that decides, one per level in the order of the levels (C11); none when no
    /// agreement holds the product on that day, or when it is paid by lump sum (B14).
    /// </summary>
    /// <param name="product">Product code.</param>
    /// <param name="day">First day of the ProductPeriode: its version decides (C14).</param>
    /// <param name="segment">Segment of the allocation; null when there is none.</param>
    /// <param name="client">The client's pseudonym.</param>
    internal IReadOnlyList<Tariff> On(string product, DateOnly day, string? segment, string client)
    {
        var question = (product, day, segment, _individual.Contains(product) ? client : "");
        if (!_known.TryGetValue(question, out var found))
            _known[question] = found = Find(product, day, segment, client);
        return found;
    }

    /// <summary>Is it paid in instalments, so that no line may ask anything (B14)?</summary>
    internal bool IsByLumpSum(string product, DateOnly day, string? segment, string client) =>
        Deciding(Valid(product, day), segment, client) is { LumpSum: true };

    private Tariff[] Find(string product, DateOnly day, string? segment, string client)
    {
        var valid = Valid(product, day);
        var deciding = Deciding(valid, segment, client);
        if (deciding is null || deciding.LumpSum) return [];
        return
        [
            .. valid.Select(t => t.Version)
                .Where(t => t.TariffId == deciding.TariffId || IsLevelBeside(t, deciding))
                .Select(t => t.LeftToSegment ? OfSegment(t, valid.Select(v => v.Version)) : t)
                .OfType<Tariff>()
                .OrderBy(t => t.Level),
        ];
    }

    private List<(Tariff Version, DateOnly Started)> Valid(string product, DateOnly day) =>
    [
        .. _byProduct[product]
            .Select(tariff => (
                Version: tariff.Where(t => t.HoldsOn(day)).MaxBy(t => t.Version)!,
                Started: _started[(tariff[0].AgreementId, product)]))
            .Where(tariff => tariff.Version is not null),
    ];

    /// <summary>
    /// Of several agreements: the client's own, then that of the allocation's segment, then the one started last.
    /// </summary>
    private static Tariff? Deciding(List<(Tariff Version, DateOnly Started)> valid, string? segment, string client) =>
        valid
            .Where(t => !t.Version.IsOfSegment && (t.Version.ClientKey is null || t.Version.ClientKey == client))
            .OrderByDescending(t => t.Version.ClientKey is not null)
            .ThenByDescending(t => t.Version.Segment == segment)
            .ThenByDescending(t => t.Started)
            .ThenBy(t => t.Version.AgreementId)
            .Select(t => t.Version)
            .FirstOrDefault();

    private static bool IsLevelBeside(Tariff other, Tariff deciding) =>
        other is { IsOfSegment: false, LumpSum: false, Level: not null } && deciding.Level is not null
        && other.AgreementId == deciding.AgreementId && other.ClientKey == deciding.ClientKey;

    private static Tariff? OfSegment(Tariff open, IEnumerable<Tariff> valid) =>
        valid.Where(t => t.IsOfSegment && t.Segment == open.Segment && t.Unit == open.Unit
            && t.Level == open.Level)
        .MinBy(t => t.TariffId);
}
