using Jeugdregio.Ijw.Fuzz;
using Jeugdregio.Ijw.Fuzz.Mutations;
using Jeugdregio.Ijw.Fuzz.Oracle;
using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests;

/// <summary>
/// Our reader against .NET's validator with the official schemas, over twenty thousand messages that were changed a
/// little. Any number of others: <c>dotnet run -c Release --project tests/Ijw.Fuzz -- fuzz</c>.
/// </summary>
public sealed class DifferentialTests
{
    private const int PerSeed = 2500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [Trait("rule", "OP192")]
    public void A_text_is_read_exactly_when_the_official_schemas_and_our_limits_allow_it_and_wrong_in_the_same_place(
        int seed)
    {
        Standard.MustBeThere();
        var run = new FuzzRun(seed);
        for (var index = 0; index < PerSeed; index++)
            if (run.Compare(index) is { } disagreement)
                Assert.Fail($"{disagreement}\nreplay --seed {seed} --index {index}");
        // all has been put to the test
        Assert.InRange(run.Valid, PerSeed / 10, PerSeed * 9 / 10);
        Assert.InRange(run.Placed, PerSeed / 10, PerSeed);
        Assert.InRange(run.RefusedOnPurpose, 1, PerSeed / 5);
    }

    [Fact]
    public void A_text_can_be_made_again_from_its_seed_and_number()
    {
        Standard.MustBeThere();
        Assert.Equal(FuzzedText.Of(1, 42).Bytes, FuzzedText.Of(1, 42).Bytes);
        Assert.NotEqual(FuzzedText.Of(1, 42).Bytes, FuzzedText.Of(1, 43).Bytes);
        Assert.NotEqual(FuzzedText.Of(1, 42).Bytes, FuzzedText.Of(2, 42).Bytes);
    }

    [Fact]
    public void Every_change_has_a_name_of_its_own_and_is_made_sooner_or_later()
    {
        var all = FuzzedText.Changing.Select(change => change.Name).ToList();
        Assert.Equal(all.Distinct(), all);
        Standard.MustBeThere();
        var made = Enumerable.Range(0, 10_000).SelectMany(index => FuzzedText.Of(1, index).Changes).ToHashSet();
        Assert.Empty(all.Except(made));
    }

    [Theory]
    [InlineData(4096, null)]
    [InlineData(4097, Strictness.Run)]
    public void The_limits_of_our_own_are_found_by_other_means_than_the_readers(int run, string? expected)
    {
        var start = "<m:x xmlns:m=\"a\">";
        var tag = "<m:y>" + new string('x', run - "m:y>".Length) + "</m:y>";
        var text = System.Text.Encoding.UTF8.GetBytes($"{start}<!-- > < -->{tag}<![CDATA[<>]]></m:x>");
        Assert.Equal(expected, Strictness.Of(text));
    }
}
