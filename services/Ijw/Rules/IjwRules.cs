using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Rules;

namespace Jeugdregio.Ijw;

/// <summary>What the checks of level 4 need to know from outside the message.</summary>
/// <param name="Today">Today in the Netherlands (TR135).</param>
/// <param name="IsMunicipality">Whether a code is a municipality on a date (TR378); null leaves the check out.</param>
/// <param name="ProductFits">
/// Whether a product code belongs to a category (TR381): first the code, then the category; null leaves the check out.
/// </param>
public sealed record CheckInputs(
    DateOnly Today,
    Func<string, DateOnly, bool>? IsMunicipality = null,
    Func<string, string, bool>? ProductFits = null);

/// <summary>The rules of the standard that one message can be held against.</summary>
public static class IjwRules
{
    /// <summary>
    /// Level 2: the conditions (CD), constraints (CS) and technical rules (TR) within the message, each answered with
    /// 0001. <see cref="IjwReader"/> has applied them already to what it read. A retour has no such rules.
    /// </summary>
    /// <param name="message">A message that is right in form.</param>
    /// <param name="most">How many findings to make at most: one is enough to refuse the message.</param>
    public static IReadOnlyList<Finding> CheckWithin(IjwMessage message, int most = 100)
    {
        ArgumentNullException.ThrowIfNull(message);
        var report = new Report(most);
        switch (message)
        {
            case Jw301 allocation: AllocationRules.Check(report, allocation); break;
            case Jw305 start: StartStopRules.Check(report, start); break;
            case Jw307 stop: StartStopRules.Check(report, stop); break;
            case Jw315 request: RequestRules.Check(report, request); break;
            case Jw317 change: RequestRules.Check(report, change); break;
            case Jw319 answer: RequestRules.Check(report, answer); break;
            case Jw323 declaration: DeclarationRules.Check(report, declaration); break;
            case Jw325 answer: DeclarationRules.Check(report, answer); break;
        }
        return report.Findings;
    }

    /// <summary>
    /// Level 4: TR135 (date), TR346 (amount), TR378 (municipality), TR381 (product code), each with a return code of
    /// its own; <see cref="ClassRefusal.Of"/> makes refusals of them. A retour has no such rules.
    /// </summary>
    public static IReadOnlyList<Finding> CheckExternal(IjwMessage message, CheckInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(inputs);
        var report = new Report();
        if (message is not RetourMessage) ExternalRules.Check(report, message, inputs);
        return report.Findings;
    }
}
