using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>
/// What a JW325 has to agree with before it leaves: itself, and the JW323 it answers. An answer that does not is ours
/// to mend; it is not sent.
/// </summary>
public static class AnswerRules
{
    /// <summary>The rules of the standard that the answer breaks, e.g. <c>TR367</c>; none when it may go out.</summary>
    public static IReadOnlyList<string> Broken(Jw323 declaration, Jw325 answer)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        ArgumentNullException.ThrowIfNull(answer);
        var (asked, given) = (declaration.Header, answer.Header);
        var broken = IjwRules.CheckWithin(answer, most: 1).Select(finding => finding.Rule).ToList();
        if (given.DeclaratieIdentificatie != asked.BerichtIdentificatie) broken.Add("TR337");
        if (given.XsdVersieDeclaratie != asked.XsdVersie) broken.Add("TR371");
        if (answer.DeclaratieAntwoord is not { } body) return broken;
        if (body.DeclaratieNummer != declaration.Declaratie.DeclaratieNummer) broken.Add("TR376");
        if (body.TotaalIngediendBedrag != declaration.Declaratie.TotaalIngediendBedrag) broken.Add("TR367");
        broken.AddRange(OfLines(declaration.Declaratie.Clienten, body.Clienten ?? []));
        return [.. broken.Distinct()];
    }

    private static IEnumerable<string> OfLines(
        IReadOnlyList<DeclaratieClient> declared, IReadOnlyList<DeclaratieClient> answered)
    {
        if (answered.Count == 0) yield break;
        var clients = declared.Select(client => client.Bsn).ToHashSet(StringComparer.Ordinal);
        if (!answered.All(client => clients.Contains(client.Bsn))) yield return "TR304";
        // of the lines that were declared only those that are answered need to be known
        var named = Flat(answered).Select(line => line.Prestatie.ProductReferentie).ToHashSet();
        var lines = Flat(declared).Where(line => named.Contains(line.Prestatie.ProductReferentie)).ToHashSet();
        var references = lines.Select(line => line.Prestatie.ProductReferentie).ToHashSet();
        foreach (var (bsn, line) in Flat(answered))
        {
            if (!references.Contains(line.ProductReferentie)) yield return "TR366";
            else if (!lines.Contains((bsn, line with { RetourCodes = null }))) yield return "TR367";
        }
    }

    private static IEnumerable<(string Bsn, Prestatie Prestatie)> Flat(IReadOnlyList<DeclaratieClient> clients) =>
        clients.SelectMany(client => client.Prestaties, (client, line) => (client.Bsn, line));
}
