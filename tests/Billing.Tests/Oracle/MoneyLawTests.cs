using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Billing.Tests.Oracle;

/// <summary>What holds of the money whatever is declared, in whatever order, however often.</summary>
public sealed class MoneyLawTests
{
    private const int Worlds = 400;
    private const int Files = 12;

    [Fact]
    [Trait("invariant", "I2")]
    [Trait("requirement", "B17")]
    public void What_is_accepted_is_booked_and_is_paid_or_payable_to_the_cent() =>
        Each((world, post, engine, random) =>
        {
            for (var file = 0; file < Files; file++)
            {
                engine.Judge(post());
                if (random.Next(4) == 0) engine.Pay();
                Assert.Equal(engine.Accepted(), engine.Booked());
                Assert.Equal(engine.Accepted(), engine.Paid() + engine.Payable());
                Assert.All(engine.Entries, e => Assert.True(e.AmountCents >= 0 && e.Debit != e.Credit));
                Assert.All(engine.Entries.GroupBy(e => e.TransferId), EndsOnce);
            }
        });

    [Fact]
    [Trait("rule", "TR323")]
    [Trait("requirement", "B19")]
    public void When_everything_is_credited_nothing_is_left_but_what_was_paid() => Each((world, post, engine, random) =>
    {
        var debits = new List<(Jw323 Of, string Bsn, Prestatie Line)>();
        for (var file = 0; file < Files; file++)
        {
            var message = post();
            engine.Judge(message);
            debits.AddRange(
                message.Declaratie.Clienten.SelectMany(c => c.Prestaties, (c, line) => (message, c.Bsn, line)));
            if (random.Next(4) == 0) engine.Pay();
        }
        // every debit is credited in a declaration of its own: what was refused or credited before is refused again
        foreach (var (of, bsn, line) in debits.Where(d => d.Line.IngediendBedrag is { DebetCredit: "D", Bedrag: > 0 }))
            engine.Judge(Credit(of, bsn, line));
        Assert.Equal(0, engine.Accepted());
        Assert.Equal(-engine.Paid(), engine.Payable());
        Assert.Equal("", engine.State());
    });

    [Fact]
    [Trait("invariant", "I3")]
    [Trait("rule", "OP286")]
    public void A_message_that_comes_again_changes_nothing_and_neither_do_its_lines_under_another_number() =>
        Each((world, post, engine, random) =>
        {
            for (var file = 0; file < Files; file++)
            {
                var message = post();
                // what is refused as a whole counts as not sent: it may be sent again, and be right then
                if (engine.Judge(message).Judgement.Lines.Count == 0) continue;
                var (state, entries) = (engine.State(), engine.Entries.Count);
                Assert.Equal(["9333"], engine.Judge(message).Judgement.DeclarationCodes);
                var renamed = engine.Judge(message with
                {
                    Declaratie = message.Declaratie with { DeclaratieNummer = $"AGAIN{file}" },
                });
                Assert.All(renamed.Judgement.Lines, l => Assert.Contains("8021", l.Codes));
                Assert.Equal((state, entries), (engine.State(), engine.Entries.Count));
            }
        });

    private static Jw323 Credit(Jw323 of, string bsn, Prestatie line)
    {
        var credit = line with
        {
            ProductReferentie = new()
            {
                ReferentieNummer = $"C{line.ProductReferentie.ReferentieNummer}",
                VorigReferentieNummer = line.ProductReferentie.ReferentieNummer,
            },
            IngediendBedrag = line.IngediendBedrag with { DebetCredit = "C" },
        };
        return of with
        {
            Declaratie = of.Declaratie with
            {
                DeclaratieNummer = $"C{line.ProductReferentie.ReferentieNummer}",
                DeclaratiePeriode = new() { Begindatum = new(2026, 10, 1), Einddatum = new(2026, 10, 31) },
                TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(-line.IngediendBedrag.Bedrag),
                Clienten = [new() { Bsn = bsn, Prestaties = [credit] }],
            },
        };
    }

    private static void EndsOnce(IGrouping<Guid, LedgerEntry> transfer)
    {
        Assert.Single(transfer, e => e.State == LedgerEntry.Pending);
        Assert.True(transfer.Count(e => e.State != LedgerEntry.Pending) <= 1);
        Assert.Single(transfer.Select(e => e.AmountCents).Distinct());
    }

    private static void Each(Action<World, Func<Jw323>, EngineWorld, Random> check)
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            var world = new World(seed, World.KeyOf);
            var naive = NaiveJudge.Of(world, World.KeyOf);
            var post = new Post(world, naive, World.KeyOf);
            check(world, Next, new(world, World.KeyOf), new Random(seed));

            Jw323 Next()
            {
                var message = post.Next();
                naive.Judge(message);
                return message;
            }
        }
    }
}
