namespace Jeugdregio.Ijw;

/// <summary>
/// The control level a finding comes from. What crosses messages (level 3) is for the services to find.
/// </summary>
public enum FindingLevel
{
    /// <summary>Level 1: form. The message counts as not sent and gets no retour.</summary>
    Schema,

    /// <summary>
    /// Level 2: what the message says must agree with itself. Answered with code 0001 for the whole message.
    /// </summary>
    Message,

    /// <summary>Level 4: against a source outside the message (date, municipality list, product list).</summary>
    External,
}

/// <summary>One thing that is wrong with a message.</summary>
/// <param name="Level">The control level.</param>
/// <param name="Rule">
/// The rule of the standard, e.g. <c>CD041</c>, <c>TR335</c>; <c>XSD</c> or <c>XML</c> for form.
/// </param>
/// <param name="ReturnCode">
/// Code of WJ001 that answers it: <c>0001</c> at level 2; empty at level 1, which has no answer.
/// </param>
/// <param name="Path">
/// Where, by element names, counted from 1 where an element can repeat:
/// <c>Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]/ToewijzingEinddatum</c>.
/// </param>
/// <param name="Line">Line in the text, from 1; 0 when there was no text.</param>
/// <param name="Column">Column in that line, from 1; 0 when there was no text.</param>
/// <param name="Text">One plain sentence. It never holds a value of a personal element.</param>
public sealed record Finding(
    FindingLevel Level, string Rule, string ReturnCode, string Path, int Line, int Column, string Text);

/// <summary>What comes of reading a message.</summary>
public enum Verdict
{
    /// <summary>Form and content agree with the standard, as far as the message alone can tell.</summary>
    Accepted,

    /// <summary>Well formed, but breaks a rule within the message: to be answered with 0001.</summary>
    Rejected,

    /// <summary>Not a message of the standard: counts as not sent.</summary>
    Invalid,
}
