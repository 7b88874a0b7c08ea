namespace Jeugdregio.Ijw.Tool.Rules;

/// <summary>
/// The rules that a service does not see to yet, said aloud: what is missing without being here is a gap, and what is
/// here without missing is one too.
/// </summary>
internal static class Awaited
{
    /// <summary>The request for change: nothing takes in a JW317.</summary>
    private const string OfChanges =
        "TR304 TR347 TR349 TR350 TR351 TR357 TR361 TR373 TR374 TR375 TR411 TR412";

    /// <summary>Whether a rule is still missing in a kind of message.</summary>
    internal static bool In(string rule, MessageKind kind) => (rule, kind) switch
    {
        (_, MessageKind.Jw317) => OfChanges.Contains(rule, StringComparison.Ordinal),
        // no JW319 is sent, so none can name a request that was not made
        ("TR355", MessageKind.Jw319) => true,
        // Referrals is not told which lines of an allocation were approved
        ("TR385", MessageKind.Jw301) => true,
        _ => false,
    };
}
