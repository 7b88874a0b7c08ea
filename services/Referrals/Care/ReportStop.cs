using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Allocations;

namespace Jeugdregio.Referrals.Care;

/// <summary>A provider reports that care on an allocation stops, for a while or for good, or takes such a report back (JW307).</summary>
[Enforces(MessageKind.Jw307, "TR019", "TR063", "TR074", "TR382", "TR413", "TR414", "TR415")]
internal static class ReportStop
{
    internal static StartKey KeyOf(StopProduct product) => new(product.Product?.Categorie, product.Product?.Code, product.Begindatum);

    /// <summary>The return codes that refuse it; none when it is taken in.</summary>
    /// <param name="product">What is reported.</param>
    /// <param name="allocation">The allocation with that number, when it is this client's at this provider; else null.</param>
    /// <param name="care">What was reported on it before.</param>
    internal static IReadOnlyList<string> Decide(StopProduct product, Allocation? allocation, CareHistory care)
    {
        // TR019: not somebody else's allocation either; the answer does not tell that one exists
        if (allocation is null) return ["9019"];
        var start = care.FindStart(KeyOf(product));
        var stops = start is null ? [] : care.StopsOf(start).ToList();
        var known = stops.FirstOrDefault(s => s.Reason == product.RedenBeeindiging);
        // TR063: only what was reported can be taken back; the end date is no part of the key (IV096)
        if (product.StatusAanlevering == StatusAanleveringen.Verwijderen) return known is null ? ["9063"] : [];
        // TR382: a stop has the key of a start that is there
        if (start is null) return ["9069"];
        var codes = new List<string>();
        // TR074: the same stop is reported once
        if (known is not null) codes.Add("9074");
        // TR413: after a stop for a while only a stop for good
        if (product.RedenBeeindiging == RedenenBeeindiging.Tijdelijk && stops.Any(s => s.Reason == RedenenBeeindiging.Tijdelijk))
            codes.Add("9413");
        // TR414: which does not lie before it
        if (stops.Any(s => product.Einddatum < s.EndDate)) codes.Add("9414");
        // TR415: and only one
        if (stops.Any(s => s.Reason != RedenenBeeindiging.Tijdelijk)) codes.Add("9415");
        return codes;
    }
}
