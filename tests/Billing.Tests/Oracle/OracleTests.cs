using Jeugdregio.Billing.Declarations;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>The engine and a judge that shares nothing with it agree, line by line and code by code.</summary>
public sealed class OracleTests
{
    private const int Worlds = 2_500;
    private const int Files = 12;
    private const long ExpensiveFrom = 8_000;

    /// <summary>Every code that judging can give; each has to come up, or agreeing on it proves nothing.</summary>
    private static readonly string[] AllCodes =
    [
        "0001", "9333", "8214", "8187", "8021", "8017", "9390", "9338", "9384", "9339", "9340", "S329", "9341", "9387",
        "9388", "9307", "9308", "9319", "9389", "9321", "9322", "9369", "0611", "9346",
    ];

    /// <summary>Facts that are loaded wrongly, as a query might.</summary>
    private static readonly Dictionary<string, Func<DeclarationFacts, DeclarationFacts>> Defects = new()
    {
        ["no history of numbers"] = facts => facts with { NumberTaken = false },
        ["no period before"] = facts => facts with { PreviousPeriod = null },
        ["no history of references"] = facts => facts with { ByReference = [] },
        ["no history of allocations"] = facts => facts with { OpenDebits = [] },
        ["no account of what was taken"] = facts => facts with { Consumed = new Dictionary<long, Consumed>() },
        ["every client is known"] = facts => facts with { KnownClients = World.Keys },
        ["local segments are regional"] =
            facts => facts with { RegionalSegments = new HashSet<string> { "A", "B", "C", "V" } },
        ["only first versions"] = facts => facts with { Tariffs = [.. facts.Tariffs.Where(t => t.Version == 1)] },
        ["no tariffs of segments"] = facts => facts with { Tariffs = [.. facts.Tariffs.Where(t => !t.IsOfSegment)] },
        ["no levels"] = facts => facts with { Tariffs = [.. facts.Tariffs.Where(t => t.Level is null or 1)] },
        ["individual agreements for all"] =
            facts => facts with { Tariffs = [.. facts.Tariffs.Select(t => t with { ClientKey = null })] },
        ["lump sums by the line"] =
            facts => facts with { Tariffs = [.. facts.Tariffs.Select(t => t with { LumpSum = false })] },
        ["agreements hold for all municipalities"] =
            facts => facts with { Tariffs = [.. facts.Tariffs.Select(t => t with { Municipalities = null })] },
        ["nobody moves"] = facts => facts with { Moved = [] },
        ["nothing is approved"] = facts => facts with { Approvals = facts.Approvals with { Granted = [] } },
        ["nothing is expensive"] =
            facts => facts with { Approvals = facts.Approvals with { ExpensiveFromCents = null } },
        ["deleted allocations count"] =
            facts => facts with { Allocations = [.. facts.Allocations.Select(a => a with { ReasonForChange = null })] },
        ["no last day"] =
            facts => facts with { Allocations = [.. facts.Allocations.Select(a => a with { EndDate = null })] },
    };

    public static TheoryData<string> DefectNames => [.. Defects.Keys];

    [Fact]
    [Trait("requirement", "B04")]
    [Trait("requirement", "B05")]
    [Trait("requirement", "B06")]
    [Trait("requirement", "B12")]
    [Trait("invariant", "I2")]
    public void On_thirty_thousand_random_files_engine_and_naive_judge_agree_on_every_code_of_every_line()
    {
        var counts = AllCodes.Append("").ToDictionary(code => code, _ => 0);
        for (var seed = 0; seed < Worlds; seed++)
            Assert.Null(Disagreement(seed, null, counts));
        TestContext.Current.SendDiagnosticMessage(string.Join(' ', counts.Select(c => $"{c.Key}:{c.Value}")));
        Assert.All(counts, code => Assert.True(code.Value >= 100, $"{code.Key} came up {code.Value} times."));
    }

    [Theory]
    [MemberData(nameof(DefectNames))]
    [Trait("fault", "N1")]
    public void With_facts_that_are_loaded_wrongly_they_do_not_agree(string defect)
    {
        var counts = AllCodes.Append("").ToDictionary(code => code, _ => 0);
        Assert.Contains(
            Enumerable.Range(0, Worlds), seed => Disagreement(seed, Defects[defect], counts) is not null);
    }

    /// <summary>Where the two differ first; null when they agree on everything.</summary>
    private static string? Disagreement(
        int seed, Func<DeclarationFacts, DeclarationFacts>? defect, Dictionary<string, int> counts)
    {
        var world = new World(seed, World.KeyOf);
        // however a long declaration is cut, it is judged the same
        int[] linesOfPart = [1, 2, 5, int.MaxValue];
        var (naive, engine) = (
            NaiveJudge.Of(world, World.KeyOf, ExpensiveFrom),
            new EngineWorld(world, World.KeyOf, defect, ExpensiveFrom, linesOfPart[seed % linesOfPart.Length]));
        var post = new Post(world, naive, World.KeyOf);
        for (var file = 0; file < Files; file++)
        {
            var message = post.Next();
            var (expected, (ofMessage, judgement)) = (naive.Judge(message), engine.Judge(message));
            var at = $"seed {seed}, file {file}";
            if (Differs(at, expected.OfMessage, ofMessage) is { } wrong) return wrong;
            if (Differs(at, expected.OfDeclaration, judgement.DeclarationCodes) is { } whole) return whole;
            foreach (var (line, judged) in expected.Lines.Zip(judgement.Lines))
                if (Differs($"{at}, {line.Reference}", line.Codes, judged.Codes) is { } one) return one;
            if (expected.Granted != judgement.GrantedCents) return $"{at}: {expected.Granted} granted by the tables.";
            foreach (var code in expected.OfMessage.Concat(expected.OfDeclaration)
                .Concat(expected.Lines.SelectMany(l => l.Codes.DefaultIfEmpty("")))) counts[code]++;
        }
        return null;
    }

    private static string? Differs(string at, IReadOnlyList<string> expected, IReadOnlyList<string> actual) =>
        expected.SequenceEqual(actual)
            ? null
            : $"{at}: the tables say [{string.Join(' ', expected)}], the engine [{string.Join(' ', actual)}].";
}
