using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>
/// No meaning is given to the order in which messages come (OP080), as far as the standard lets them come in any: the
/// periods of a provider follow each other, a late line comes after the period that it is late for (TR318), and a
/// credit comes after its debit (TR323).
/// </summary>
public sealed class OrderTests
{
    private const int Worlds = 250;
    private const int Orders = 4;

    [Fact]
    [Trait("invariant", "I6")]
    [Trait("rule", "OP080")]
    public void In_a_thousand_orders_with_messages_coming_twice_the_end_is_the_same()
    {
        var moved = 0;
        for (var seed = 0; seed < Worlds; seed++)
        {
            var world = new World(seed, World.KeyOf);
            var files = AllAccepted(world);
            var expected = End(world, files);
            var random = new Random(seed);
            for (var order = 0; order < Orders; order++)
            {
                var shuffled = Shuffle(files, random);
                if (!shuffled.SequenceEqual(files)) moved++;
                Assert.Equal(expected, End(world, Twice(shuffled, random)));
            }
        }
        Assert.True(moved > Worlds * Orders / 2, $"Only {moved} orders were different ones.");
    }

    [Fact]
    [Trait("fault", "N1")]
    public void An_order_that_the_standard_does_not_allow_is_noticed()
    {
        var noticed = 0;
        for (var seed = 0; seed < Worlds; seed++)
        {
            var world = new World(seed, World.KeyOf);
            var files = AllAccepted(world);
            if (End(world, files) != End(world, [.. files.AsEnumerable().Reverse()])) noticed++;
        }
        Assert.True(noticed > Worlds / 4, $"{noticed} of {Worlds} were noticed.");
    }

    /// <summary>Files of which every line is accepted, one after the other.</summary>
    private static List<Jw323> AllAccepted(World world)
    {
        var naive = NaiveJudge.Of(world, World.KeyOf);
        var post = new Post(world, naive, World.KeyOf);
        List<Jw323> files = [];
        for (var file = 0; file < 30; file++)
        {
            var message = post.Next();
            var lines = naive.Judge(message).Lines.Where(l => l.IsAccepted).ToList();
            if (lines.Count > 0) files.Add(Only(message, lines));
        }
        // what leaned on a line that is left out now may be refused: it goes too, until nothing is
        while (true)
        {
            var again = NaiveJudge.Of(world, World.KeyOf);
            var right = files.Where(f => again.Judge(f).Lines is { Count: > 0 } lines && lines.All(l => l.IsAccepted))
                .ToList();
            if (right.Count == files.Count) return files;
            files = right;
        }
    }

    private static Jw323 Only(Jw323 message, List<NaiveLine> lines) => message with
    {
        Declaratie = message.Declaratie with
        {
            TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(lines.Sum(l => l.Cents)),
            Clienten =
            [
                .. lines.GroupBy(l => l.Bsn)
                    .Select(c => new DeclaratieClient { Bsn = c.Key, Prestaties = [.. c.Select(l => l.Line)] }),
            ],
        },
    };

    private static string End(World world, IReadOnlyList<Jw323> files)
    {
        var engine = new EngineWorld(world, World.KeyOf);
        foreach (var file in files) engine.Judge(file);
        return engine.State();
    }

    /// <summary>Any order in which nothing comes before what it has to come after.</summary>
    private static List<Jw323> Shuffle(IReadOnlyList<Jw323> files, Random random)
    {
        List<Jw323> left = [.. files], shuffled = [];
        while (left.Count > 0)
        {
            var free = left.Where((file, i) => !left.Take(i).Any(earlier => ComesBefore(earlier, file))).ToList();
            var next = free[random.Next(free.Count)];
            left.Remove(next);
            shuffled.Add(next);
        }
        return shuffled;
    }

    private static bool ComesBefore(Jw323 earlier, Jw323 later) =>
        earlier.Header.Ontvanger == later.Header.Ontvanger
        && (earlier.Header.Afzender == later.Header.Afzender
                && (earlier.Declaratie.DeclaratiePeriode != later.Declaratie.DeclaratiePeriode || HasLateLine(later))
            || (HasCredit(earlier) || HasCredit(later)) && Allocations(earlier).Intersect(Allocations(later)).Any());

    private static bool HasCredit(Jw323 file) =>
        Lines(file).Any(line => line.IngediendBedrag.DebetCredit == "C");

    private static bool HasLateLine(Jw323 file) => Lines(file).Any(line =>
        line.ProductPeriode.Begindatum < file.Declaratie.DeclaratiePeriode.Begindatum);

    private static IEnumerable<long> Allocations(Jw323 file) => Lines(file).Select(line => line.ToewijzingNummer);

    private static IEnumerable<Prestatie> Lines(Jw323 file) => file.Declaratie.Clienten.SelectMany(c => c.Prestaties);

    /// <summary>Some come twice at once, and some once more long after.</summary>
    private static List<Jw323> Twice(List<Jw323> files, Random random) =>
    [
        .. files.SelectMany(file => Enumerable.Repeat(file, random.Next(1, 3))),
        .. files.Where(_ => random.Next(3) == 0),
    ];
}
