using Dapper;
using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.Tests.Declarations;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.TestSupport;
using static Jeugdregio.Billing.Tests.Declarations.Given;

namespace Jeugdregio.Billing.Tests.Approvals;

/// <summary>Expensive crisis care is paid before it is approved, and no longer than it was rightly given.</summary>
[Trait("requirement", "R21")]
[Trait("requirement", "B06")]
[Trait("rule", "TR418")]
public sealed class CrisisCoverTests
{
    private static readonly CrisisCare Crisis = new(["45"], 14);

    [Fact]
    public void A_period_that_begins_while_it_is_covered_is_paid_without_an_approval_and_a_later_one_is_not()
    {
        Assert.Equal(["0611"], Codes(null));
        Assert.Empty(Codes(Day(10, 1)));
        Assert.Equal(["0611"], Codes(Day(9, 30)));
        Assert.Empty(Codes(DateOnly.MaxValue));
    }

    [Fact]
    [Trait("requirement", "C10")]
    public void An_approval_that_holds_needs_no_cover()
    {
        var granted = new Approval(
            Guid.NewGuid(), Provider, "45A48", Municipality, Day(1, 1), Day(3, 31), 12_500);
        Assert.Empty(Codes(Day(1, 15), granted));
    }

    [Fact]
    [Trait("requirement", "B12")]
    public void What_covered_it_before_a_move_covers_it_after()
    {
        var before = Given.Allocation with
        {
            Municipality = "0479", Number = 7, EndDate = Day(9, 30), ReasonForChange = "07",
            CrisisUntil = DateOnly.MaxValue,
        };
        var now = Given.Allocation with { StartDate = Day(10, 1) };
        Assert.Empty(Judge(now, [before]));
        Assert.Equal(["0611"], Judge(now, [before with { CrisisUntil = Day(9, 30) }]));
    }

    [Fact]
    public void Before_anything_is_told_crisis_care_has_the_term_of_the_region_and_other_care_none()
    {
        var decided = new DateTimeOffset(2026, 1, 3, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal(
            new(Municipality, 101, 0, Day(1, 18)), CrisisCover.Of(Given.Allocation, decided, Crisis));
        Assert.Null(CrisisCover.Of(Given.Allocation with { Product = "46A03", Category = "46" }, decided, Crisis));
        Assert.Null(CrisisCover.Of(Given.Allocation, decided, null));
    }

    [Fact]
    public void What_is_told_without_an_end_covers_all() =>
        Assert.Equal(DateOnly.MaxValue, CrisisCover.Of(Told(1, 2, "approved", null)).CoveredUntil);

    internal static CrisisCheckChanged Told(long number, int version, string status, DateOnly? until) => new(
        Guid.NewGuid(), version, Scene.Municipality, number, "01000001", "46", "46A03", Day(10, 1), Day(10, 15), status,
        until, new(2026, 10, 10, 0, 0, 0, TimeSpan.Zero));

    private static IReadOnlyList<string> Codes(DateOnly? until, params Approval[] approvals) =>
        Judge(Given.Allocation with { CrisisUntil = until }, [], approvals);

    private static IReadOnlyList<string> Judge(Allocation on, Allocation[] moved, params Approval[] approvals) =>
        Given.Decide(
            Declaration(Line),
            Facts([on], [Tariff]) with { Moved = moved, Approvals = new(12_500, approvals) }).Lines.Single().Codes;
}

/// <summary>The same through the service as it runs, told by Referrals and Contracting.</summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
[Trait("requirement", "R21")]
[Trait("requirement", "B06")]
public sealed class CrisisCoverFlowTests(BillingService service)
{
    [Fact]
    public async Task Crisis_care_is_paid_within_its_term_refused_after_it_and_paid_once_approved_whatever_comes_late()
    {
        var scene = await Scene.Set(service);
        var (inTerm, afterTerm) = (scene.Allocation + 810_000, scene.Allocation + 810_001);
        await Tell(scene.Tariff(1, 300_000) with { Product = "46A03" });
        // one began in the month of the line, the other long before it
        foreach (var (number, start) in new[] { (inTerm, new DateOnly(2026, 10, 1)), (afterTerm, new(2026, 1, 1)) })
            await Tell(scene.Made(1) with
            {
                AllocationNumber = number, Category = "46", Product = "46A03", StartDate = start,
                DecidedAt = new(start, new TimeOnly(8, 0), TimeSpan.Zero),
            });
        Assert.Empty(await Codes(inTerm));
        Assert.Equal(["0611"], await Codes(afterTerm));

        // the last word comes before what was said earlier, and twice
        var approved = CrisisCoverTests.Told(afterTerm, 3, "approved", null);
        await Tell(approved);
        await Tell(CrisisCoverTests.Told(afterTerm, 2, "overdue", new(2026, 1, 15)));
        await Tell(approved);
        await Tell(CrisisCoverTests.Told(afterTerm, 1, "awaiting", new(2026, 1, 15)));
        Assert.Empty(await Codes(afterTerm));

        async Task<IReadOnlyList<string>> Codes(long number) => Scene.Codes((await scene.Send(scene.Declaration(
            scene.Line(volume: 1, allocation: number, tariff: 300_000) with
            {
                ProductCategorie = "46", ProductCode = "46A03",
            }))).Answer);
    }

    [Fact]
    public async Task Crisis_care_that_was_refused_before_the_period_is_not_paid_though_its_allocation_comes_later()
    {
        var scene = await Scene.Set(service);
        var number = scene.Allocation + 820_000;
        await Tell(scene.Tariff(1, 300_000) with { Product = "46A03" });
        var made = scene.Made(1) with
        {
            AllocationNumber = number, Category = "46", Product = "46A03", StartDate = new(2026, 9, 28),
            DecidedAt = new(2026, 9, 28, 8, 0, 0, TimeSpan.Zero),
        };
        // told before the allocation itself
        await Tell(CrisisCoverTests.Told(number, 2, "refused", new(2026, 9, 30)));
        await Tell(made);
        await Tell(made with { Version = 2 });
        Assert.Equal(["0611"], Scene.Codes((await scene.Send(scene.Declaration(
            scene.Line(volume: 1, allocation: number, tariff: 300_000) with
            {
                ProductCategorie = "46", ProductCode = "46A03",
            }))).Answer));
    }

    /// <summary>Tells it and waits until it has been taken in.</summary>
    private async Task Tell<T>(T told)
        where T : class
    {
        var id = Guid.CreateVersion7();
        await service.Tell(told, id);
        await using var connection = await service.Connection();
        await Wait.Until(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select from inbox where message_id = @id)", new { id }));
    }
}
