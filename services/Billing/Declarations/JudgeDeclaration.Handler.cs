using Jeugdregio.Billing.Ledger;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Declarations;

/// <summary>
/// Judges received JW323s together: load, decide, keep (which books), tell, answer; all in the transaction of the group,
/// and in as many statements for a hundred declarations as for one.
/// </summary>
internal sealed class DeclarationHandler(
    UnitOfWork work, DeclarationFactStore facts, DeclarationStore declarations, LedgerStore ledger,
    MailboxStore mailbox, ClientKeys clientKeys, TimeProvider clock)
    : IMessageHandler
{
    private const int LinesPerEvent = 500;
    private static readonly Caller Self = Caller.System("billing");

    public MessageKind Kind => MessageKind.Jw323;

    public async Task<IReadOnlyList<MessageJudgement>> Handle(
        IReadOnlyList<MessageToJudge> messages, CancellationToken stop)
    {
        var read = messages.Select(m => (
                Message: m,
                Declaration: DeclarationReading.Read(m.Received.Id, (Jw323)m.Message, clientKeys.Of),
                Whole: DeclarationReading.OfWhole(m.External)))
            .ToList();
        await declarations.Lock(read.Select(r => r.Declaration.Provider), stop);
        var found = await facts.Of([.. read.Select(r => (r.Declaration, r.Message.Received))], stop);
        var now = clock.GetUtcNow();
        var kept = new List<KeptDeclaration>(read.Count);
        foreach (var (one, known) in read.Zip(found))
        {
            var judgement = one.Whole.Count > 0
                ? new DeclarationJudgement([.. one.Whole.Select(w => w.ReturnCode).Distinct()], [])
                : JudgeDeclaration.Decide(one.Declaration, known);
            kept.Add(new(
                one.Declaration, judgement, Verdict(judgement), Lines(judgement, now),
                one.Message.Received.ReceivedAt));
        }
        // the database keeps lines while we write what is told of them
        var told = Task.Run(() => work.Write(kept.SelectMany(one => Events(one, now))), stop);
        await declarations.Keep(kept, now, stop);
        await ledger.Void(kept, now, stop);
        await work.Publish(await told, stop);
        await work.Decided("JudgeDeclaration", [.. kept.Select(Decision)], Self, stop);
        var identifications = await mailbox.NextIdentifications(kept.Count, stop);
        return
        [
            .. read.Select((one, at) => new MessageJudgement(
                kept[at].Verdict,
                Answer.Declaration(
                    (Jw323)one.Message.Message, identifications[at], clock.Today(),
                    one.Whole.Count > 0 ? one.Whole : Refusals(kept[at].Judgement)))),
        ];
    }

    /// <summary>The lines with identities that rise.</summary>
    private static List<KeptLine> Lines(DeclarationJudgement judgement, DateTimeOffset now)
    {
        var ids = new NumberedIds(now);
        var kept = new List<KeptLine>(judgement.Lines.Count);
        foreach (var (at, line) in judgement.Lines.Index())
            kept.Add(new(ids[at], line, line is { IsAccepted: true, Debit.IsPaid: false }));
        return kept;
    }

    private static Decision Decision(KeptDeclaration kept)
    {
        var (declaration, judgement) = (kept.Declaration, kept.Judgement);
        return new(
            $"declaration-{declaration.Id}",
            new
            {
                declaration.Provider, declaration.Municipality, declaration.Number, lines = declaration.Lines.Count,
                declaration.DeclaredCents,
            },
            new
            {
                kept.Verdict, judgement.DeclarationCodes, judgement.GrantedCents,
                accepted = declaration.Lines.Count - kept.Rejected, kept.Rejected,
                codes = judgement.Lines.SelectMany(l => l.Codes).GroupBy(c => c)
                    .ToDictionary(c => c.Key, c => c.Count()),
            });
    }

    private static IEnumerable<EventToTell> Events(KeptDeclaration kept, DateTimeOffset now)
    {
        var declaration = kept.Declaration;
        var stream = $"declaration-{declaration.Id}";
        foreach (var (part, chunk) in kept.Lines.Where(l => l.Judged.IsAccepted).Chunk(LinesPerEvent).Index())
            yield return new(stream, new DeclarationLinesAccepted(
                declaration.Id, part, declaration.Municipality, declaration.Provider, [.. chunk.Select(Accepted)],
                now));
        foreach (var (part, chunk) in kept.Lines.Where(l => !l.Judged.IsAccepted).Chunk(LinesPerEvent).Index())
            yield return new(stream, new DeclarationLinesRejected(
                declaration.Id, part, declaration.Municipality, declaration.Provider, [.. chunk.Select(Rejected)],
                now));
    }

    private static AcceptedLine Accepted(KeptLine kept)
    {
        var line = kept.Judged.Line;
        return new(
            kept.Id, line.AllocationNumber, line.ClientKey, kept.Judged.Segment, line.Product, line.PeriodStart,
            line.PeriodEnd, line.Volume, line.Unit, line.AmountCents);
    }

    private static RejectedLine Rejected(KeptLine kept)
    {
        var line = kept.Judged.Line;
        return new(kept.Id, line.AllocationNumber, line.Product, line.PeriodStart, line.AmountCents, kept.Judged.Codes);
    }

    private static IReadOnlyList<ClassRefusal> Refusals(DeclarationJudgement judgement) =>
    [
        .. judgement.DeclarationCodes.Select(ClassRefusal.OfDeclaration),
        .. judgement.Lines.SelectMany(l =>
            l.Codes.Select(code => ClassRefusal.OfLine(l.Line.At.Client, l.Line.At.Line, code))),
    ];

    private static string Verdict(DeclarationJudgement judgement) =>
        judgement.DeclarationCodes.Count > 0 ? MessageJudgement.Rejected
        : judgement.Lines.All(l => l.IsAccepted) ? MessageJudgement.Accepted
        : judgement.Lines.Any(l => l.IsAccepted) ? MessageJudgement.Partly
        : MessageJudgement.Rejected;
}
