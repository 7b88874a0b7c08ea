using CsCheck;
using Jeugdregio.Billing.Tests.Oracle;
using Jeugdregio.Billing.Declarations;
using static Jeugdregio.Billing.Tests.Declarations.Given;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>Laws that hold for any declarations, against a naive account of all that was judged before.</summary>
public sealed class LawTests
{
    private static readonly Gen<DateOnly> AnyDay =
        Gen.Int[Day(8, 20).DayNumber, Day(11, 10).DayNumber].Select(DateOnly.FromDayNumber);

    private static readonly Gen<DeclaredLine> Debits =
        from allocation in Gen.Int[101, 104]
        from month in Gen.Int[8, 10]
        from volume in Gen.Long[0, 6]
        from reference in Gen.Int[1, 400]
        from off in Gen.Frequency((9, Gen.Const(0L)), (1, Gen.Const(1L)))
        select Line with
        {
            AllocationNumber = allocation, Reference = $"R{reference}", PeriodStart = Day(month, 1),
            PeriodEnd = Months.Last(Day(month, 1)),
            Volume = volume, AmountCents = volume * 12_500 + off,
        };

    private static readonly Allocations.Allocation[] Allocated =
    [
        Allocation, Allocation with { Number = 102, Frequency = "6", Volume = 9 },
        Allocation with {
            Number = 103, Product = null, Volume = null, Unit = null, Frequency = null, BudgetCents = 100_000 },
    ];

    [Fact]
    [Trait("rule", "TR387")]
    public void A_period_is_accepted_exactly_when_it_is_month_and_allocation_together()
    {
        var cases = Gen.Select(AnyDay, AnyDay, AnyDay, AnyDay.Nullable());
        cases.Sample((first, last, start, end) =>
        {
            var allocation =
                Allocation with { StartDate = start, EndDate = end, Volume = null, Unit = null, Frequency = null };
            var codes = Codes(Line with { PeriodStart = first, PeriodEnd = last }, allocation);
            string[] ofPeriod = ["9387", "9388", "9307", "9308"];
            // day by day: the days of the month of the first day on which the allocation holds
            var days =
                Enumerable.Range(0, DateTime.DaysInMonth(first.Year, first.Month)).Select(Months.First(first).AddDays)
                .Where(d => d >= start && (end is null || d <= end)).ToList();
            var exact = days.Count > 0 && days[0] == first && days[^1] == last;
            return exact == !codes.Any(ofPeriod.Contains);
        }, iter: 20_000);
    }

    [Fact]
    [Trait("invariant", "I2")]
    public void Over_any_row_of_declarations_the_money_agrees_and_nothing_counts_twice() =>
        Debits.Array[1, 8].Array[1, 8].Sample(files =>
        {
            var account = new Account();
            foreach (var file in files) account.Judge([.. file, .. account.SomeCredits(file.Length)]);
            account.CheckAgainstAllThatWasAccepted();
        }, iter: 2_000);

    [Fact]
    [Trait("invariant", "I3")]
    public void The_same_lines_sent_again_under_the_same_references_change_nothing() =>
        Debits.Array[1, 12].Sample(file =>
        {
            var account = new Account();
            account.Judge(file);
            var before = account.Entries.ToList();
            return account.Judge(file).Lines.All(l => l.Codes.Contains("8021"))
                && account.Entries.SequenceEqual(before);
        }, iter: 2_000);

    [Fact]
    public void A_credit_undoes_its_debit_to_the_cent_paid_or_not() =>
        Gen.Select(Debits, Gen.Bool).Sample((debit, paid) =>
        {
            var account = new Account();
            if (!account.Judge([debit]).Lines[0].IsAccepted) return;
            if (paid) account.Pay();
            var credited = account.Judge([debit.Credit("C1")]);
            Assert.True(credited.Lines[0].IsAccepted);
            Assert.Equal(0, account.Cost());
            Assert.Equal(paid ? -debit.AmountCents : 0, account.Unpaid());
            Assert.True(account.Judge([debit with { Reference = "R-again" }]).Lines[0].IsAccepted);
        }, iter: 2_000);

    [Fact]
    [Trait("invariant", "I6")]
    public void Files_about_different_things_come_to_the_same_in_any_order() =>
        Gen.Select(Debits.Array[2, 12], Gen.Int[0, 1_000]).Sample((lines, seed) =>
        {
            // each allocation, period and reference once, and room enough: then nothing depends on what came first
            List<DeclaredLine> files =
            [
                .. lines.Where(l => l.AllocationNumber is 101 or 104).DistinctBy(l => l.Key)
                .DistinctBy(l => l.Reference),
            ];
            var (one, other) = (new Account(), new Account());
            foreach (var file in files) one.Judge([file]);
            var shuffled = files.ToArray();
            new Random(seed).Shuffle(shuffled);
            foreach (var file in shuffled) other.Judge([file]);
            Assert.Equal(one.State(), other.State());
        }, iter: 2_000);

    /// <summary>All that was judged, as a plain list that is gone through again for every question.</summary>
    private sealed class Account
    {
        private readonly List<(Guid Id, JudgedLine Line)> _all = [];
        private readonly HashSet<Guid> _paid = [];

        internal List<LedgerEntry> Entries { get; } = [];

        internal DeclarationJudgement Judge(DeclaredLine[] lines)
        {
            var earlier = _all.Where(l => l.Line.TakesReference).Select(l => l.Line.Line.Earlier(
                l.Line.IsAccepted, _all.Any(c => c.Line.Debit?.Id == l.Id), _paid.Contains(l.Id)) with { Id =
                    l.Id }).ToList();
            var judgement = Given.Decide(Declaration(lines), Facts(Allocated, earlier: earlier));
            foreach (var line in judgement.Lines)
            {
                var kept = new KeptLine(Guid.CreateVersion7(), line, line.Debit is { IsPaid: false });
                _all.Add((kept.Id, line));
                if (line.IsAccepted) Entries.Add(Booking.Of(kept));
            }
            return judgement;
        }

        internal IEnumerable<DeclaredLine> SomeCredits(int seed) =>
            _all.Where((l, i) => !l.Line.Line.IsCredit && (i + seed) % 3 == 0)
                .Select((l, i) => l.Line.Line.Credit($"C{_all.Count}-{i}"))
                .DistinctBy(c => c.PreviousReference);

        internal void Pay() => _paid.UnionWith(_all.Where(l => l.Line.IsAccepted).Select(l => l.Id));

        internal long Cost() => Entries.Sum(e => e.Debit == Accounts.CareCost ? e.AmountCents : -e.AmountCents);

        internal long Unpaid() =>
            Entries.Where(e => !_paid.Contains(e.TransferId))
                .Sum(e => e.Debit == Accounts.CareCost ? e.AmountCents : -e.AmountCents);

        internal string State() =>
            string.Join(
                '\n', _all.Select(l => $"{l.Line.Line.Reference} {string.Join(',', l.Line.Codes)}")
                    .Order(StringComparer.Ordinal));

        internal void CheckAgainstAllThatWasAccepted()
        {
            var accepted = _all.Where(l => l.Line.IsAccepted).ToList();
            var credited = accepted.Where(l => l.Line.Debit is not null).Select(l => l.Line.Debit!.Id).ToList();
            var open =
                accepted.Where(l => !l.Line.Line.IsCredit && !credited.Contains(l.Id)).Select(l => l.Line.Line)
                    .ToList();
            Assert.Equal(credited.Count, credited.Distinct().Count());
            Assert.Equal(open.Count, open.Select(l => l.Key).Distinct().Count());
            Assert.Equal(accepted.Sum(l => l.Line.Line.AmountCents), Cost());
            Assert.Equal(open.Sum(l => l.AmountCents), Cost());
            Assert.All(open, l => Assert.Equal(l.Volume * 12_500, l.AmountCents));
            Assert.True(open.Where(l => l.AllocationNumber == 102).Sum(l => l.Volume) <= 9);
            Assert.True(open.Where(l => l.AllocationNumber == 103).Sum(l => l.AmountCents) <= 100_000);
            Assert.DoesNotContain(open, l => l.AllocationNumber == 104);
            Assert.All(Entries, e => Assert.NotEqual(e.Debit, e.Credit));
            Assert.All(Entries, e => Assert.True(e.AmountCents >= 0));
        }
    }
}
