using Jeugdregio.Values;

namespace Jeugdregio.Billing.Supervision;

/// <summary>A line that is to be checked.</summary>
/// <param name="Id">The line.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="IsOpen">An accepted debit that is neither taken back nor in a payment.</param>
internal sealed record CheckedLine(Guid Id, string Municipality, bool IsOpen);

/// <summary>Somebody of the municipality looked at lines and lets them be paid, or withholds them (B20).</summary>
/// <param name="Lines">1 to 500 lines.</param>
/// <param name="Approved">They may be paid; else they are withheld until somebody approves or the provider credits
/// them.</param>
/// <param name="Reason">1 to 1,000 characters; no names of children.</param>
internal sealed record CheckLines(IReadOnlyList<Guid> Lines, bool Approved, string Reason)
{
    private const int LinesMax = 500;

    /// <param name="act">What was found.</param>
    /// <param name="lines">Those of the lines that are the caller's.</param>
    internal static Outcome<IReadOnlyList<Guid>> Decide(CheckLines act, IReadOnlyList<CheckedLine> lines)
    {
        var asked = act.Lines.Distinct().ToList();
        if (asked.Count is 0 or > LinesMax)
            return new Refusal("lines-invalid", $"1 to {LinesMax} lines at a time.", "lines", "B20");
        if (Reasons.Check(act.Reason) is { } wrong) return wrong;
        var known = lines.ToDictionary(l => l.Id);
        foreach (var id in asked)
        {
            if (!known.TryGetValue(id, out var line))
                return new Refusal("line-not-found", $"There is no line {id}.", "lines", "B20");
            if (!line.IsOpen)
                return new Refusal(
                    "line-not-open", $"Line {id} is not an unpaid debit any more: there is nothing to check.", "lines",
                    "B20");
        }
        return asked;
    }
}
