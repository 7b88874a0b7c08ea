using System.Text.Json;
using System.Text.Json.Serialization;
using Jeugdregio.Values;

namespace Jeugdregio.Region;

/// <summary>Reads and checks a region pack at start; a service does not start on a pack that is wrong.</summary>
public static class RegionFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private static readonly HashSet<string> Units = ["01", "04", "14", "16", "82", "83", "84"];

    /// <param name="path">Path of the JSON file; from <c>Region:File</c>.</param>
    /// <exception cref="RegionPackException">The file is absent, is not the JSON expected, or holds values that cannot
    /// be; every
    /// fault is named with its field.</exception>
    public static RegionPack Load(string? path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new RegionPackException("Region:File", ["is not configured"]);
        if (!File.Exists(path)) throw new RegionPackException(path, ["does not exist"]);
        return Parse(File.ReadAllText(path), path);
    }

    /// <inheritdoc cref="Load"/>
    public static RegionPack Parse(string text, string name)
    {
        RegionPack? pack;
        try
        {
            pack = JsonSerializer.Deserialize<RegionPack>(text, Json);
        }
        catch (JsonException e)
        {
            throw new RegionPackException(name, [$"{e.Path?.TrimStart('$').TrimStart('.')}: {e.Message}"]);
        }
        if (pack is null) throw new RegionPackException(name, ["is empty"]);
        var faults = Faults(pack).ToList();
        return faults.Count == 0 ? pack : throw new RegionPackException(name, faults);
    }

    private static IEnumerable<string> Faults(RegionPack pack) =>
        [
            .. Text("code", pack.Code), .. Text("name", pack.Name),
            .. OfMunicipalities(pack.Municipalities), .. OfSegments(pack.Segments),
            .. OfModels(pack.ContractModels), .. OfThresholds(pack.Thresholds),
            .. OfLateDeclarations(pack.LateDeclarations, pack.Thresholds), .. OfCrisisCare(pack.CrisisCare),
        ];

    private static IEnumerable<string> OfMunicipalities(IReadOnlyList<RegionMunicipality> all)
    {
        if (all.Count == 0) yield return "municipalities: at least one";
        for (var i = 0; i < all.Count; i++)
        {
            var at = $"municipalities[{i}]";
            if (!MunicipalityCode.TryParse(all[i].Code, out _)) yield return $"{at}.code: four digits, not '{all[i].Code}'";
            if (all.Take(i).Any(m => m.Code == all[i].Code)) yield return $"{at}.code: {all[i].Code} stands here twice";
            if (all[i].ValidUntil < all[i].ValidFrom) yield return $"{at}.validUntil: before validFrom";
            foreach (var fault in Text($"{at}.name", all[i].Name)) yield return fault;
        }
    }

    private static IEnumerable<string> OfSegments(IReadOnlyList<Segment> all)
    {
        if (all.Count == 0) yield return "segments: at least one";
        for (var i = 0; i < all.Count; i++)
        {
            var (at, segment) = ($"segments[{i}]", all[i]);
            foreach (var fault in Text($"{at}.code", segment.Code)) yield return fault;
            if (all.Take(i).Any(s => s.Code == segment.Code)) yield return $"{at}.code: {segment.Code} stands here twice";
            if (segment.Scope is SegmentScope.Regional && segment.Tariff is null)
                yield return $"{at}.tariff: a regional segment has a tariff basis (C12)";
            if (segment.Scope is SegmentScope.Local && segment.Tariff is not null) yield return $"{at}.tariff: a local segment has none (C39)";
            if (segment.Scope is SegmentScope.Local && segment.BindsToRegion)
                yield return $"{at}.bindsToRegion: a local segment is never tendered, so it binds no bid (C39)";
            if (segment.Tariff is not { } tariff) continue;
            if (tariff.Units.Count == 0) yield return $"{at}.tariff.units: at least one";
            foreach (var unit in tariff.Units.Where(u => !Units.Contains(u)))
                yield return $"{at}.tariff.units: '{unit}' is not in code list WJ756";
        }
    }

    private static IEnumerable<string> OfModels(IReadOnlyList<ContractModel> all)
    {
        if (all.Count == 0) yield return "contractModels: at least one";
        for (var i = 0; i < all.Count; i++)
        {
            var at = $"contractModels[{i}]";
            foreach (var fault in Text($"{at}.name", all[i].Name)) yield return fault;
            if (all.Take(i).Any(m => m.Name == all[i].Name)) yield return $"{at}.name: {all[i].Name} stands here twice";
            if (all[i].InitialYears is < 1 or > 20) yield return $"{at}.initialYears: 1 to 20";
            if (all[i].ExtensionYears.Any(y => y is < 1 or > 10)) yield return $"{at}.extensionYears: each 1 to 10";
        }
    }

    private static IEnumerable<string> OfThresholds(Thresholds t)
    {
        if (t.StandstillDays is < 1 or > 90) yield return "thresholds.standstillDays: 1 to 90";
        if (t.PriceWeightMaxPercent is < 0 or > 99) yield return "thresholds.priceWeightMaxPercent: 0 to 99; never price alone (T23)";
        if (t.ExpensiveTariffCents is <= 0) yield return "thresholds.expensiveTariffCents: more than 0";
        if (t.WaitingMonthsMax is < 1 or > 24) yield return "thresholds.waitingMonthsMax: 1 to 24";
        if (t.WaitingActionDays is < 1 or > 90) yield return "thresholds.waitingActionDays: 1 to 90";
        if (t.DeclarationAnswerWorkingDays is < 1 or > 10) yield return "thresholds.declarationAnswerWorkingDays: 1 to 10 (OP090x4)";
        if (t.RequestAnswerWorkingDays is < 1 or > 5) yield return "thresholds.requestAnswerWorkingDays: 1 to 5 (OP274)";
        if (t.PaymentTermDays is < 1 or > 60) yield return "thresholds.paymentTermDays: 1 to 60";
    }

    private static IEnumerable<string> OfLateDeclarations(LateDeclarations late, Thresholds t)
    {
        if (late.AfterDays is < 1 or > 1_826) yield return "lateDeclarations.afterDays: 1 to 1826";
        if (late.PaymentTermDays < t.PaymentTermDays || late.PaymentTermDays > 365)
            yield return "lateDeclarations.paymentTermDays: from thresholds.paymentTermDays to 365";
    }

    private static IEnumerable<string> OfCrisisCare(CrisisCare? crisis)
    {
        if (crisis is null) yield break;
        if (crisis.Products.Count == 0) yield return "crisisCare.products: at least one; without any, leave it out";
        for (var i = 0; i < crisis.Products.Count; i++)
        {
            var product = crisis.Products[i];
            if (!IsCategory(product) && !ProductCode.TryParse(product, out _))
                yield return $"crisisCare.products[{i}]: a category of two digits or a product code, not '{product}'";
            if (crisis.Products.Take(i).Contains(product))
                yield return $"crisisCare.products[{i}]: {product} stands here twice";
        }
        if (crisis.ApprovalDays is < 1 or > 90) yield return "crisisCare.approvalDays: 1 to 90";
    }

    private static bool IsCategory(string text) => text.Length == 2 && text.All(char.IsAsciiDigit);

    private static IEnumerable<string> Text(string field, string value) =>
        string.IsNullOrWhiteSpace(value) ? [$"{field}: is empty"] : [];
}

/// <summary>A region pack that cannot be used; says every fault with its field.</summary>
public sealed class RegionPackException(string file, IReadOnlyList<string> faults)
    : Exception($"Region pack {file}: {string.Join("; ", faults)}.")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
