using System.Security.Cryptography;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Billing.Listing;
using Jeugdregio.Billing.Supervision;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.MaterialControls;

/// <summary>The sample asked for.</summary>
/// <param name="Provider">AGB code.</param>
/// <param name="From">First month of care, 2026-01.</param>
/// <param name="Until">Last month of care, 2026-06.</param>
/// <param name="Size">1 to 1,000 lines.</param>
/// <param name="Municipality">CBS code; may be left out by who acts for one municipality.</param>
internal sealed record NewMaterialControl(
    string Provider, string From, string Until, int Size, string? Municipality = null);

internal static class MaterialControlEndpoints
{
    internal static void MapMaterialControls(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/material-controls", Draw).For(Role.Municipality).Act()
            .WithName("DrawMaterialControl").WithTags("material control")
            .WithSummary("Draws a sample by euros of a provider's accepted lines.");
        routes.MapPost("/v1/material-controls/{id:guid}/findings", Record).For(Role.Municipality).Act()
            .WithName("RecordFinding").WithTags("material control")
            .WithSummary("Says what was found about a line of a sample; what is wrong the provider has to credit.");
        routes.MapMaterialControlQueries();
    }

    private static async Task<Results<Created<MaterialControlView>, ProblemHttpResult>> Draw(
        NewMaterialControl body, Caller caller, MaterialControlStore controls, UnitOfWork work, TimeProvider clock,
        CancellationToken stop)
    {
        if (!AgbCode.TryParse(body.Provider, out _))
            return Problems.Malformed("provider", "An AGB code has eight digits.", "OP254");
        if (!MonthText.TryParse(body.From, out var from)) return MonthText.Malformed("from");
        if (!MonthText.TryParse(body.Until, out var until)) return MonthText.Malformed("until");
        if (caller.Municipalities.Count != 1 && body.Municipality is null)
            return Problems.Malformed("municipality", "You act for more than one municipality: say for which.");
        var municipality = body.Municipality ?? caller.Municipalities.First().ToString();
        if (!caller.Municipalities.Any(m => m.ToString() == municipality)) return Problems.Missing("municipality");
        var act = new DrawMaterialControl(municipality, body.Provider, from, until, body.Size);
        // nobody can know beforehand what will be drawn
        var chance = RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
        var now = clock.GetUtcNow();
        var outcome = DrawMaterialControl.Decide(
            act, await controls.Population(act, stop), chance, caller.ClientId, Guid.CreateVersion7(now), now);
        if (outcome.Refused(out var why, out var drawn)) return why.ToProblem();
        await controls.Add(drawn, stop);
        await work.Decided(
            nameof(DrawMaterialControl), $"material-control-{drawn.Control.Id}", act,
            new { drawn.Control, lines = drawn.Lines.Count }, caller, stop);
        var found = drawn.Lines.Select(l => new FoundAmount(l.AmountCents, null)).ToList();
        return TypedResults.Created(
            $"/v1/material-controls/{drawn.Control.Id}", MaterialControlView.Of(drawn.Control, found));
    }

    private static async Task<Results<Created<Finding>, ProblemHttpResult>> Record(
        Guid id, RecordFinding body, Caller caller, MaterialControlStore controls, SupervisionStore supervision,
        UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await controls.Find(id, stop) is not { } control || !Own.MaySee(caller, control.Municipality, ""))
            return Problems.Missing("material-control");
        if (await controls.Line(id, body.LineId, stop) is not { } line) return Problems.Missing("line");
        var now = clock.GetUtcNow();
        if (RecordFinding.Decide(id, line, body, caller.ClientId, Guid.CreateVersion7(now), now)
            .Refused(out var why, out var finding)) return why.ToProblem();
        await controls.Add(finding, control, stop);
        // what is wrong and not paid yet is not paid either
        if (finding.UnlawfulCents > 0
            && await supervision.Lines([finding.Line], [control.Municipality], stop) is [{ IsOpen: true }])
            await supervision.Checked([finding.Line], false, finding.Reason, caller.ClientId, now, stop);
        await work.Decided(nameof(RecordFinding), $"material-control-{id}", body, finding, caller, stop);
        return TypedResults.Created($"/v1/material-controls/{id}", finding);
    }
}
