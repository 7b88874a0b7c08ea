using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Allocations;

namespace Jeugdregio.Referrals.Care;

/// <summary>A provider reports that care on an allocation starts, or takes such a report back (JW305).</summary>
[Enforces(MessageKind.Jw305, "TR019", "TR063", "TR071", "TR074", "TR326")]
internal static class ReportStart
{
    internal static StartKey KeyOf(StartProduct product) => new(product.Product?.Categorie, product.Product?.Code, product.Begindatum);

    /// <summary>The return codes that refuse it; none when it is taken in.</summary>
    /// <param name="product">What is reported.</param>
    /// <param name="allocation">The allocation with that number, when it is this client's at this provider; else null.</param>
    /// <param name="care">What was reported on it before.</param>
    internal static IReadOnlyList<string> Decide(StartProduct product, Allocation? allocation, CareHistory care)
    {
        // TR019: not somebody else's allocation either; the answer does not tell that one exists
        if (allocation is null) return ["9019"];
        var known = care.FindStart(KeyOf(product));
        if (product.StatusAanlevering == StatusAanleveringen.Verwijderen)
        {
            // TR063: only what was reported can be taken back
            if (known is null) return ["9063"];
            // TR071: a start that has a stop stays
            return care.StopsOf(known).Any() ? ["9071"] : [];
        }
        if (allocation.IsDeleted) return ["9019"];
        var codes = new List<string>();
        // TR074: the same start is reported once
        if (known is not null) codes.Add("9074");
        // TR326: one start at a time
        if (care.IsRunning) codes.Add("9326");
        return codes;
    }
}
