using Jeugdregio.Billing.Ledger;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.Values;

namespace Jeugdregio.Billing.Declarations;

/// <summary>
/// Judges received JW323s together: load, decide, keep (which books), tell, answer; all in the transaction of the
/// group, and in as many statements for a hundred declarations as for one.
/// </summary>
internal sealed class DeclarationHandler(
    UnitOfWork work, DeclarationFactStore facts, DeclarationStore declarations, LedgerStore ledger,
    MailboxStore mailbox, ClientKeys clientKeys, JudgingOptions options, TimeProvider clock)
    : IMessageHandler
{
    private static readonly Caller Self = Caller.System("billing");

    public MessageKind Kind => MessageKind.Jw323;

    public async Task<IReadOnlyList<MessageJudgement>> Handle(
        IReadOnlyList<MessageToJudge> messages, CancellationToken stop)
    {
        Declaration[] read =
            [.. messages.Select(m => DeclarationReading.Read(m.Received.Id, (Jw323)m.Message, clientKeys.Of))];
        await declarations.Lock(read.Select(d => d.Provider), stop);
        var known = await facts.Of([.. read.Zip(messages, (d, m) => (d, m.Received))], stop);
        var now = clock.GetUtcNow();
        DeclarationCase[] cases =
        [
            .. read.Select((declaration, at) => new DeclarationCase(
                at, declaration, DeclarationReading.OfWhole(messages[at].External), known[at],
                messages[at].Received.ReceivedAt, now, options.LinesOfPart)),
        ];
        var identifications = await mailbox.NextIdentifications(cases.Length, stop);
        var answered = await Judge(
            cases, known, now,
            () => [.. cases.Select((one, at) => Answered(one, messages[at], identifications[at]))], stop);
        await work.Decided("JudgeDeclaration", [.. cases.Select(Decision)], Self, stop);
        return answered;
    }

    /// <summary>
    /// A group of declarations is judged and kept at once. A long one goes part by part: while one part is judged, the
    /// facts of the next are loaded on a second connection and the one before it is kept on ours. While the last is
    /// kept, the answers are written.
    /// </summary>
    private async Task<MessageJudgement[]> Judge(
        DeclarationCase[] cases, IReadOnlyList<DeclarationFacts> known, DateTimeOffset now,
        Func<MessageJudgement[]> answer, CancellationToken stop)
    {
        DeclarationPart[][] rounds =
        [
            .. Enumerable.Range(0, cases.Max(c => c.Parts.Count))
                .Select(round => cases.Where(c => c.Parts.Count > round).Select(c => c.Parts[round]).ToArray()),
        ];
        await using var beside = rounds.Length > 1 ? await facts.Beside(stop) : null;
        var events = cases.Select(c => new DeclarationEvents(c.Declaration, now)).ToArray();
        var (loading, keeping, answering) = (Load(0), Task.CompletedTask, Task.FromResult<MessageJudgement[]>([]));
        try
        {
            for (var round = 0; round < rounds.Length; round++)
            {
                var found = await loading;
                loading = Load(round + 1);
                foreach (var (part, of) in rounds[round].Zip(found)) cases[part.Place].Judge(part, of);
                await keeping;
                keeping = Keep(rounds[round], isFirst: round == 0);
            }
            answering = Task.Run(answer, stop);
            await keeping;
        }
        finally
        {
            // who failed leaves nobody at work on a connection
            await Task.WhenAll(loading, keeping, answering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (rounds.Length == 0) await declarations.Keep(cases, now, stop);
        if (rounds.Length > 1) await declarations.Conclude(cases, stop);
        return await answering;

        Task<IReadOnlyList<DeclarationFacts>> Load(int round) => round < rounds.Length
            ? Task.Run(() => DeclarationFactStore.Of(rounds[round], known, beside ?? work, stop), stop)
            : Task.FromResult<IReadOnlyList<DeclarationFacts>>([]);

        Task Keep(DeclarationPart[] parts, bool isFirst) => Task.Run(async () =>
        {
            KeptLine[][] lines =
                [.. parts.Select(p => p.Positions.Select(at => cases[p.Place].Lines[at]).ToArray())];
            // the database keeps lines while we write what is told of them
            var told = Task.Run(
                () => work.Write(parts.Zip(lines, (p, l) => events[p.Place].Of(l)).SelectMany(e => e)), stop);
            if (isFirst)
            {
                await declarations.Keep(cases, now, stop);
                await declarations.Credit(
                    [.. lines.SelectMany(l => l).Where(l => l.Judged.Debit is not null)], stop);
            }
            await declarations.Keep([.. parts.Select(p => (cases[p.Place], p))], now, stop);
            await ledger.Void([.. lines.SelectMany(l => l)], now, stop);
            await work.Publish(await told, stop);
        }, stop);
    }

    private MessageJudgement Answered(DeclarationCase judged, MessageToJudge one, string identification)
    {
        var reply = Answer.Declaration((Jw323)one.Message, identification, clock.Today(), Refusals(judged));
        return new(judged.Verdict, reply) { Written = mailbox.Write(one.Message, reply) };
    }

    private static Decision Decision(DeclarationCase judged)
    {
        var declaration = judged.Declaration;
        return new(
            $"declaration-{declaration.Id}",
            new
            {
                declaration.Provider, declaration.Municipality, declaration.Number, lines = declaration.Lines.Count,
                declaration.DeclaredCents,
            },
            new
            {
                judged.Verdict, DeclarationCodes = judged.Codes, judged.GrantedCents,
                accepted = declaration.Lines.Count - judged.Rejected, judged.Rejected,
                codes = judged.Refused.SelectMany(l => l.Codes).GroupBy(c => c)
                    .ToDictionary(c => c.Key, c => c.Count()),
            });
    }

    private static IReadOnlyList<ClassRefusal> Refusals(DeclarationCase judged) =>
    [
        .. judged.Refusals,
        .. judged.Refused.SelectMany(l => l.Codes.Select(
            code => ClassRefusal.OfLine(l.Line.At.Client, l.Line.At.Line, code))),
    ];
}
