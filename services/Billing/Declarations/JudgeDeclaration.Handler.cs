using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.Ledger;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Declarations;

/// <summary>
/// Judges a received JW323: load, decide, keep, book, tell, answer; all in the transaction of the message.
/// </summary>
internal sealed class DeclarationHandler(
    UnitOfWork work, DeclarationStore declarations, AllocationStore allocations, TariffStore tariffs,
    ApprovalStore approvals, LedgerStore ledger, MailboxStore mailbox, ClientKeys clientKeys, RegionPack region,
    TimeProvider clock)
    : IMessageHandler
{
    private const int LinesPerEvent = 500;
    private static readonly Caller Self = Caller.System("billing");

    private readonly HashSet<string> _regional =
        [.. region.Segments.Where(s => s.Scope is SegmentScope.Regional).Select(s => s.Code)];

    public MessageKind Kind => MessageKind.Jw323;

    public async Task<MessageJudgement> Handle(
        ReceivedMessage received, IjwMessage message, IReadOnlyList<Finding> external, CancellationToken stop)
    {
        var jw323 = (Jw323)message;
        var declaration = DeclarationReading.Read(received.Id, jw323, clientKeys.Of);
        await declarations.Lock(declaration.Provider, stop);
        var whole = DeclarationReading.OfWhole(external);
        var judgement = whole.Count > 0
            ? new DeclarationJudgement([.. whole.Select(w => w.ReturnCode).Distinct()], [])
            : JudgeDeclaration.Decide(declaration, await Facts(declaration, received, stop));
        var verdict = Verdict(judgement);
        await Keep(declaration, judgement, verdict, received, stop);
        IReadOnlyList<ClassRefusal> refusals = whole.Count > 0 ? whole : Refusals(judgement);
        var identification = await mailbox.NextIdentification(stop);
        return new(verdict, Answer.Declaration(jw323, identification, clock.Today(), refusals));
    }

    private async Task<DeclarationFacts> Facts(
        Declaration declaration, ReceivedMessage received, CancellationToken stop)
    {
        var (municipality, provider, lines) = (declaration.Municipality, declaration.Provider, declaration.Lines);
        var numbers = lines.Select(l => l.AllocationNumber).Distinct().ToArray();
        string[] clients = [.. lines.Select(l => l.ClientKey).Distinct()];
        string[] products = [.. lines.Select(l => l.Product).Distinct()];
        var agreed = await tariffs.Of(provider, products, stop);
        var expensive = region.Thresholds.ExpensiveTariffCents;
        var references = lines.Select(l => l.Reference)
            .Concat(lines.Select(l => l.PreviousReference).OfType<string>()).Distinct().ToArray();
        return new(
            await declarations.IsNumberTaken(provider, declaration.Number, stop),
            await declarations.PreviousPeriod(provider, municipality, received.ReceivedAt, received.Id, stop),
            _regional,
            await allocations.KnownClients(municipality, provider, clients, stop),
            await allocations.Of(municipality, provider, numbers, stop), agreed,
            await declarations.ByReference(provider, references, stop),
            await declarations.OpenDebits(municipality, numbers, stop))
        {
            Approvals = new(
                expensive,
                agreed.Any(t => t.TariffCents >= expensive) ? await approvals.Of([provider], products, stop) : []),
            Moved = await allocations.Moved([provider], clients, stop),
        };
    }

    private async Task Keep(
        Declaration declaration, DeclarationJudgement judgement, string verdict, ReceivedMessage received,
        CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        List<KeptLine> lines =
        [
            .. judgement.Lines.Select(l =>
                new KeptLine(Guid.CreateVersion7(now), l, l is { IsAccepted: true, Debit: { IsPaid: false } })),
        ];
        var rejected = lines.Count(l => !l.Judged.IsAccepted);
        await declarations.Keep(
            new(
                declaration.Id, declaration.Provider, declaration.Municipality, declaration.Number,
                judgement.DeclarationCodes.Count == 0, declaration.PeriodStart, declaration.Dated, verdict,
                judgement.DeclarationCodes, declaration.Lines.Count,
                judgement.DeclarationCodes.Count > 0 ? declaration.Lines.Count : rejected,
                declaration.DeclaredCents, judgement.GrantedCents, received.ReceivedAt, now), stop);
        if (lines.Count > 0)
        {
            await declarations.Credit([.. lines.Where(l => l.Judged.Debit is not null)], stop);
            await declarations.Keep(declaration, lines, stop);
            await ledger.Book(declaration, [.. lines.Where(l => l.Judged.IsAccepted).Select(Booking.Of)], now, stop);
            await Tell(declaration, lines, now, stop);
        }
        await work.Decided(
            "JudgeDeclaration", $"declaration-{declaration.Id}",
            new
            {
                declaration.Provider, declaration.Municipality, declaration.Number, lines = declaration.Lines.Count,
                declaration.DeclaredCents,
            },
            new
            {
                verdict, judgement.DeclarationCodes, judgement.GrantedCents, accepted = lines.Count - rejected,
                rejected,
                codes = lines.SelectMany(l => l.Judged.Codes).GroupBy(c => c).ToDictionary(c => c.Key, c => c.Count()),
            }, Self, stop);
    }

    private async Task Tell(Declaration declaration, List<KeptLine> lines, DateTimeOffset now, CancellationToken stop)
    {
        var stream = $"declaration-{declaration.Id}";
        foreach (var (part, chunk) in lines.Where(l => l.Judged.IsAccepted).Chunk(LinesPerEvent).Index())
            await work.Publish(stream, new DeclarationLinesAccepted(
                declaration.Id, part, declaration.Municipality, declaration.Provider, [.. chunk.Select(Accepted)], now),
                stop);
        foreach (var (part, chunk) in lines.Where(l => !l.Judged.IsAccepted).Chunk(LinesPerEvent).Index())
            await work.Publish(stream, new DeclarationLinesRejected(
                declaration.Id, part, declaration.Municipality, declaration.Provider, [.. chunk.Select(Rejected)], now),
                stop);
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
