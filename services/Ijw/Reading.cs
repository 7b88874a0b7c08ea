using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw;

/// <summary>The outcome of reading a text as a message.</summary>
/// <param name="Kind">What the root said it is; null when the root is not one of the standard's.</param>
/// <param name="Message">The message; null exactly when <see cref="Verdict"/> is <see cref="Verdict.Invalid"/>.</param>
/// <param name="Findings">What is wrong, in the order found; never more than <see cref="ReadLimits.Findings"/>.</param>
public sealed record Reading(MessageKind? Kind, IjwMessage? Message, IReadOnlyList<Finding> Findings)
{
    /// <summary>
    /// Invalid when the form is wrong, rejected when a rule within the message is broken, else accepted.
    /// </summary>
    public Verdict Verdict => Message is null ? Verdict.Invalid
        : Findings.Any(finding => finding.Level == FindingLevel.Message) ? Verdict.Rejected
        : Verdict.Accepted;
}

/// <summary>How much a reader takes before it refuses to go on. The defaults leave every honest message room.</summary>
public sealed record ReadLimits
{
    public static ReadLimits Default { get; } = new();

    /// <summary>Bytes of the whole text; the standard's own limit is 25 MB (OP179).</summary>
    public long Bytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>
    /// Bytes from one <c>&lt;</c> to the next: bounds a tag with its attributes, and the text after it. A comment and a
    /// CDATA section count as a whole, whatever is in them.
    /// </summary>
    public int Run { get; init; } = 4096;

    /// <summary>Elements within elements; the deepest of the standard is nine.</summary>
    public int Depth { get; init; } = 16;

    /// <summary>Findings after which reading stops.</summary>
    public int Findings { get; init; } = 100;
}
