using Jeugdregio.Billing.PaymentRuns;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Jeugdregio.Billing.Tests.PaymentRuns;

/// <summary>What was agreed about late lines decides when they are paid; lines in time are paid as ever.</summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
[Trait("requirement", "B07")]
public sealed class LateLineTests(BillingService service)
{
    private static readonly DateOnly Received = new(2026, 11, 10);

    [Fact]
    public async Task A_late_line_gets_the_consequence_that_was_agreed_and_no_other()
    {
        // received on 10 November: October is 10 days old, March 224
        var scene = await Scene.Set(service);
        await scene.Send(scene.Declaration(scene.Line(), scene.Line(month: 3, volume: 1)));
        var term = service.Services.GetRequiredService<RegionPack>().Thresholds.PaymentTermDays;

        Assert.Equal([("in time", 37_500)], await Due(scene, LateConsequence.None, term));
        Assert.Empty(await Due(scene, LateConsequence.None, term - 1));
        Assert.Equal([("in time", 25_000)], await Due(scene, LateConsequence.LongerTerm, term));
        Assert.Equal([("in time", 25_000)], await Due(scene, LateConsequence.LongerTerm, 89));
        Assert.Equal([("in time", 37_500)], await Due(scene, LateConsequence.LongerTerm, 90));
        Assert.Equal([("held", 12_500), ("in time", 25_000)], await Due(scene, LateConsequence.CheckByHand, term));
        // late from the day after the agreed number of days on
        Assert.Equal([("in time", 37_500)], await Due(scene, LateConsequence.CheckByHand, term, afterDays: 224));
        Assert.Equal(
            [("held", 12_500), ("in time", 25_000)],
            await Due(scene, LateConsequence.CheckByHand, term, afterDays: 223));
    }

    private async Task<IReadOnlyList<(string, long)>> Due(
        Scene scene, LateConsequence consequence, int days, int afterDays = 100)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var region = scope.ServiceProvider.GetRequiredService<RegionPack>() with
        {
            LateDeclarations = new(afterDays, consequence, 90),
        };
        var due = new DueStore(scope.ServiceProvider.GetRequiredService<UnitOfWork>(), region);
        var open = await due.Open(
            new(Scene.Municipality, [scene.Provider], Received.AddDays(days)), TestContext.Current.CancellationToken);
        return
        [
            .. open.GroupBy(o => o.IsHeld ? "held" : "in time").OrderBy(g => g.Key)
                .Select(g => (g.Key, g.Sum(o => o.AmountCents))),
        ];
    }
}
