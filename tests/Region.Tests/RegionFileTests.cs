using Jeugdregio.Values;

namespace Jeugdregio.Region.Tests;

public sealed class RegionFileTests
{
    private static readonly string Pack =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "regions", "zaanstreek-waterland.json"));

    [Fact, Trait("requirement", "G02")]
    public void The_pack_of_zaanstreek_waterland_has_its_seven_municipalities()
    {
        var region = RegionFile.Parse(Pack, "test");
        Assert.Equal(["0385", "0415", "0431", "0439", "0479", "0852", "0880"], region.Municipalities.Select(m => m.Code).Order());
        Assert.Equal(["A", "B", "C", "V"], region.Segments.Select(s => s.Code));
    }

    [Fact, Trait("requirement", "T28")]
    public void In_zaanstreek_waterland_only_ambulant_help_binds_to_the_region() =>
        Assert.Equal(["B"], RegionFile.Parse(Pack, "test").Segments.Where(s => s.BindsToRegion).Select(s => s.Code));

    [Fact, Trait("requirement", "C01")]
    public void Two_plus_one_plus_one_plus_one_ends_after_two_years_and_can_be_extended_three_times()
    {
        var model = RegionFile.Parse(Pack, "test").FindContractModel("2+1+1+1")!;
        Assert.Equal(new DateOnly(2023, 12, 31), model.InitialEnd(new(2022, 1, 1)));
        Assert.Equal([1, 1, 1], model.ExtensionYears);
    }

    [Fact]
    public void A_municipality_of_another_region_is_not_served()
    {
        Assert.True(MunicipalityCode.TryParse("0384", out var other));
        Assert.False(RegionFile.Parse(Pack, "test").Serves(other, new(2026, 1, 1)));
    }

    [Theory]
    [InlineData("\"code\": \"0439\"", "\"code\": \"439\"", "municipalities[3].code")]
    [InlineData("\"code\": \"0439\"", "\"code\": \"0385\"", "municipalities[3].code")]
    [InlineData("\"standstillDays\": 20", "\"standstillDays\": 0", "thresholds.standstillDays")]
    [InlineData("\"priceWeightMaxPercent\": 60", "\"priceWeightMaxPercent\": 100", "thresholds.priceWeightMaxPercent")]
    [InlineData("\"units\": [\"14\"]", "\"units\": [\"15\"]", "segments[3].tariff.units")]
    [InlineData("\"initialYears\": 2", "\"initialYears\": 0", "contractModels[0].initialYears")]
    [InlineData("\"paymentTermDays\": 30", "\"paymentTermDays\": \"30\"", "thresholds.paymentTermDays")]
    [InlineData("\"name\": \"Stay\"", "\"nam\": \"Stay\"", "segments[3].nam")]
    [InlineData("false, \"bindsToRegion\": false", "false, \"bindsToRegion\": true", "segments[0].bindsToRegion")]
    [InlineData("false, \"bindsToRegion\": false", "false", "bindsToRegion")]
    [InlineData("\"49B03\"", "\"46\"", "crisisCare.products[1]: 46 stands here twice")]
    [InlineData("\"49B03\"", "\"4\"", "crisisCare.products[1]")]
    [InlineData("\"46\", \"49B03\"", "", "crisisCare.products")]
    [InlineData("\"approvalDays\": 14", "\"approvalDays\": 0", "crisisCare.approvalDays")]
    public void A_wrong_pack_is_refused_by_the_name_of_its_field(string right, string wrong, string field)
    {
        var e = Assert.Throws<RegionPackException>(() => RegionFile.Parse(Pack.Replace(right, wrong, StringComparison.Ordinal), "test"));
        Assert.Contains(field, e.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("requirement", "R21")]
    [InlineData("46A03", "46", true), InlineData(null, "46", true), InlineData("49B03", "49", true)]
    [InlineData("49B01", "49", false), InlineData(null, "49", false), InlineData("45A48", "45", false)]
    [InlineData(null, null, false)]
    public void Crisis_care_is_known_by_its_category_or_its_product(string? product, string? category, bool isCrisis) =>
        Assert.Equal(isCrisis, RegionFile.Parse(Pack, "test").CrisisCare!.Covers(product, category));

    [Fact, Trait("requirement", "R21")]
    public void A_region_without_crisis_care_may_leave_it_out()
    {
        var pack = Pack[..Pack.IndexOf(",\n  \"crisisCare\"", StringComparison.Ordinal)] + "}";
        Assert.Null(RegionFile.Parse(pack, "test").CrisisCare);
    }

    [Theory, Trait("requirement", "R21")]
    [InlineData("2026-07-10", "2026-07-01", "2026-07-24")]
    [InlineData("2026-07-01", "2026-07-10", "2026-07-24")]
    [InlineData("9999-12-31", "2026-07-10", "9999-12-30")]
    public void Its_term_runs_from_the_later_of_start_and_allocation(string start, string allocated, string due) =>
        Assert.Equal(
            due, RegionFile.Parse(Pack, "test").CrisisCare!.ApprovalDueOn(Day(start), Day(allocated)).ToString("O"));

    [Fact]
    public void A_file_that_does_not_exist_is_named() =>
        Assert.Contains("nowhere.json", Assert.Throws<RegionPackException>(() => RegionFile.Load("nowhere.json")).Message, StringComparison.Ordinal);

    private static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "O", System.Globalization.CultureInfo.InvariantCulture);
}
