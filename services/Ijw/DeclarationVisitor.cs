using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw;

/// <summary>
/// Takes a JW323 while it is read: the header first, then client by client. What it was given counts only when
/// <see cref="IjwReader.ReadDeclaration(Stream, IDeclarationVisitor, ReadLimits?, CheckInputs?)"/> says in the end that
/// the whole is accepted: a text can still turn out wrong after its last client.
/// </summary>
public interface IDeclarationVisitor
{
    /// <summary>Once, before the first client.</summary>
    void OnHeader(DeclarationHeader header);

    /// <summary>A client with its lines, in the order of the text.</summary>
    /// <param name="bsn">Nine digits; whether they are a BSN is a finding (CS002).</param>
    /// <param name="lines">The lines; they are there during the call only.</param>
    void OnClient(string bsn, ReadOnlySpan<DeclarationLine> lines);
}

/// <summary>What a JW323 says before its clients.</summary>
/// <param name="Header">Who sends it to whom.</param>
/// <param name="DeclaratieNummer">1 to 12 letters and digits, unique for the provider (TR333).</param>
/// <param name="DeclaratiePeriode">Exactly one calendar month (CS340).</param>
/// <param name="DeclaratieDagtekening">Date of the declaration.</param>
/// <param name="TotaalIngediendBedrag">The sum of all lines (TR358).</param>
public sealed record DeclarationHeader(
    Header Header,
    string DeclaratieNummer,
    GeslotenPeriode DeclaratiePeriode,
    DateOnly DeclaratieDagtekening,
    TotaalBedragMetDC TotaalIngediendBedrag)
{
    /// <summary>The type name only.</summary>
    public override string ToString() => nameof(DeclarationHeader);
}

/// <summary>The outcome of reading a JW323 client by client.</summary>
/// <param name="Kind">What the root said it is; null when the root is not one of the standard's.</param>
/// <param name="Clients">How many clients were handed out.</param>
/// <param name="Lines">How many lines they had.</param>
/// <param name="Findings">What is wrong; never more than <see cref="ReadLimits.Findings"/>.</param>
public sealed record DeclarationOutcome(
    MessageKind? Kind, int Clients, long Lines, IReadOnlyList<Finding> Findings)
{
    /// <summary>
    /// As <see cref="Reading.Verdict"/>: what a rule of level 4 finds is answered class by class, so it leaves the
    /// whole accepted.
    /// </summary>
    public Verdict Verdict => Findings.Any(finding => finding.Level == FindingLevel.Schema) ? Verdict.Invalid
        : Findings.Any(finding => finding.Level == FindingLevel.Message) ? Verdict.Rejected
        : Verdict.Accepted;
}
