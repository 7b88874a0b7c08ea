using System.Globalization;
using Jeugdregio.Billing.Tests.Oracle;
using Jeugdregio.Chaos.Sending;

namespace Jeugdregio.Chaos.Checking;

/// <summary>What a line costs whom, and in which book it belongs.</summary>
internal sealed record Booked(
    Guid Declaration, string Reference, string Municipality, string Provider, string Segment, string Month, long Cents)
{
    internal string Book => $"{Municipality} {Provider} {Segment} {Month}";
}

/// <summary>
/// All that was received judged once more, in the order in which it was judged, by the naive judge and from the
/// messages alone: nothing of what Billing concluded is looked at but that order.
/// </summary>
/// <param name="Verdicts">By receipt; null for one that came before.</param>
/// <param name="Lines">Every accepted line.</param>
internal sealed record Recomputation(IReadOnlyDictionary<Guid, NaiveVerdict?> Verdicts, IReadOnlyList<Booked> Lines)
{
    internal static Recomputation Of(Load load, Stored stored, Func<string, string> keyOf)
    {
        var verdicts = new Dictionary<Guid, NaiveVerdict?>();
        var booked = new List<Booked>();
        // no rule looks at another provider's files
        foreach (var sent in stored.Files.GroupBy(file => file.Provider))
        {
            var judge = new NaiveJudge(keyOf);
            judge.Allocations.AddRange(load.Allocations.Where(a => a.Provider == sent.Key));
            judge.Tariffs.Told.AddRange(load.Tariffs.Where(t => t.Provider == sent.Key || t.Provider.Length == 0));
            var segments = judge.Now().ToDictionary(a => (a.Municipality, a.AllocationNumber), a => a.Segment);
            var first = FirstOfEach([.. sent]);
            foreach (var file in sent.Where(file => file.JudgedAt is not null).OrderBy(file => file.JudgedAt))
            {
                var verdict = first.Contains(file.Id) ? judge.Judge(file.Message) : null;
                verdicts[file.Id] = verdict;
                booked.AddRange((verdict?.Lines ?? [])
                    .Where(line => line.IsAccepted).Select(line => Of(file, line, segments)));
            }
        }
        return new(verdicts, booked);
    }

    /// <summary>
    /// Of receipts with one identification one counts (TR056). Which came first when they came at the same moment is
    /// for Billing to say; when it says nothing, or too much, it is the one judged first.
    /// </summary>
    private static HashSet<Guid> FirstOfEach(IReadOnlyList<StoredFile> files) =>
    [
        .. files.GroupBy(file => file.Identification)
            .Select(same => same
                .OrderBy(file => file.DuplicateOf is not null).ThenBy(file => file.JudgedAt).First().Id),
    ];

    private static Booked Of(StoredFile file, NaiveLine line, Dictionary<(string, long), string> segments)
    {
        var header = file.Message.Header;
        return new(
            file.Id, line.Reference, header.Ontvanger, header.Afzender,
            segments[(header.Ontvanger, line.Line.ToewijzingNummer)],
            line.Line.ProductPeriode.Begindatum.ToString("yyyy-MM-01", CultureInfo.InvariantCulture), line.Cents);
    }
}
