using System.Collections.Concurrent;
using Dapper;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>
/// Billing with a seeded defect: its locks lock nothing. A function of the same name stands before PostgreSQL's own.
/// </summary>
public sealed class BillingWithoutLocks : BillingService
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var connection = await Connection();
        await connection.ExecuteAsync(
            $"""
            create function public.pg_advisory_xact_lock(bigint) returns void language plpgsql as 'begin end';
            alter database {connection.Database} set search_path = public, pg_catalog
            """);
        Services.GetRequiredService<NpgsqlDataSource>().Clear();
    }
}

[CollectionDefinition]
public sealed class BillingWithoutLocksCollection : ICollectionFixture<BillingWithoutLocks>;

/// <summary>Files with the same debit, held until all are being judged and then let go at once.</summary>
/// <param name="Accepted">Files whose debit was accepted.</param>
/// <param name="Refused">Files whose debit was refused with 9389 and nothing else.</param>
/// <param name="PayableCents">What is to be paid for them in the end.</param>
internal sealed record SameMoment(int Accepted, int Refused, long PayableCents)
{
    /// <summary>One of so many is accepted and payable once; the others say why they are not (B16).</summary>
    internal static SameMoment Right(int files) => new(1, files - 1, 25_000);

    internal static async Task<SameMoment> Of(BillingService service, int files)
    {
        var scene = await Scene.Set(service);
        await using var connection = await service.Connection();
        var gate = await connection.BeginTransactionAsync();
        // whoever has read what it needs waits here before it writes
        await connection.ExecuteAsync("lock table declaration in exclusive mode", transaction: gate);
        var judging = Enumerable.Range(0, files)
            .Select(_ => scene.Declaration(scene.Line()))
            .Select(file => Task.Run(() => UntilJudged(scene, file))).ToList();
        await Wait.Until(async () => await connection.ExecuteScalarAsync<int>(
            """
            select count(*) from pg_locks l join pg_stat_activity a using (pid)
            where not l.granted and a.datname = current_database() and a.backend_type = 'client backend'
            """, transaction: gate) >= files);
        await gate.RollbackAsync();
        var answers = await Task.WhenAll(judging);
        return new(
            answers.Count(a => a.DeclaratieAntwoord!.RetourCodes.SequenceEqual(["8001"])),
            answers.Count(a => Scene.Codes(a).SequenceEqual(["9389"])),
            await connection.ExecuteScalarAsync<long>(
                """
                select coalesce(sum(cost_cents), 0) from ledger_entry
                where provider = @Provider and state = 'pending'
                """, new { scene.Provider }));
    }

    /// <summary>Tries again when the database refused it, as the sweep of the mailbox does.</summary>
    private static async Task<Jw325> UntilJudged(Scene scene, Jw323 file)
    {
        while (true)
        {
            try
            {
                return await scene.Judge(file);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // somebody else was first: judged again, knowing that
            }
        }
    }
}

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class SameMomentTests(BillingService service)
{
    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [Trait("requirement", "B16")]
    [Trait("rule", "TR389")]
    [Trait("fault", "L3")]
    public async Task Equal_debits_in_files_at_the_same_moment_give_one_payment_and_9389_for_the_rest(int files)
    {
        for (var round = 0; round < 10; round++)
            Assert.Equal(SameMoment.Right(files), await SameMoment.Of(service, files));
    }

    [Fact]
    [Trait("requirement", "B16")]
    [Trait("invariant", "I3")]
    public async Task Of_many_pairs_of_files_judged_by_many_threads_every_pair_gives_one_payment_and_one_9389()
    {
        var scenes = new List<Scene>();
        for (var i = 0; i < 40; i++) scenes.Add(await Scene.Set(service));
        var files = scenes.Concat(scenes).Select(s => (Scene: s, Message: s.Declaration(s.Line()))).ToArray();
        new Random(16).Shuffle(files);
        var answers = new ConcurrentBag<(Scene Scene, Jw325 Answer)>();
        await Parallel.ForEachAsync(
            files, new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (file, _) => answers.Add((file.Scene, await file.Scene.Judge(file.Message))));
        Assert.All(answers.GroupBy(a => a.Scene), pair =>
        {
            Assert.Equal(["9389"], pair.SelectMany(a => Scene.Codes(a.Answer)));
            Assert.Equal(25_000, pair.Sum(a => a.Answer.DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents()));
        });
    }
}

/// <summary>What stands behind the lock, and that the check above sees it when nothing does.</summary>
[Collection<BillingWithoutLocksCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class SameMomentWithoutLocksTests(BillingWithoutLocks service)
{
    [Fact]
    [Trait("requirement", "B16")]
    [Trait("fault", "N1")]
    public async Task Without_the_lock_the_unique_index_holds_and_without_both_the_check_fails()
    {
        Assert.Equal(SameMoment.Right(4), await SameMoment.Of(service, 4));
        await using var connection = await service.Connection();
        await connection.ExecuteAsync("drop index declaration_line_open_debit");
        Assert.Equal(new SameMoment(4, 0, 100_000), await SameMoment.Of(service, 4));
    }
}
