using Dapper;
using Jeugdregio.Billing.Tests.PaymentRuns;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.Declarations;

/// <summary>Which period a declaration may be about, and what holds in it, through the service as it runs.</summary>
[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class PeriodFlowTests(BillingService service)
{
    [Fact]
    [Trait("rule", "TR318")]
    public async Task A_period_older_than_the_last_one_is_refused_whole_and_leaves_its_numbers_free()
    {
        var scene = await Scene.Set(service);
        Assert.Equal(["8001"], Whole(await scene.Send(scene.DeclarationOver(9, scene.Line(month: 9)))));
        Assert.Equal(["8001"], Whole(await scene.Send(scene.DeclarationOver(10, scene.Line(month: 10)))));
        var late = scene.DeclarationOver(9, scene.Line(month: 8, reference: "LATE"));
        var (_, refused) = await scene.Send(late);
        Assert.Equal(["8214"], refused.DeclaratieAntwoord!.RetourCodes);
        Assert.Equal(0, refused.DeclaratieAntwoord.TotaalToegekendBedrag.SignedCents());
        Assert.Null(refused.DeclaratieAntwoord.Clienten);
        // a late line comes with the last period, under the same number as nothing was judged
        Assert.Equal(["8001"], Whole(await scene.Send(
            scene.DeclarationOver(10, scene.Line(month: 8, reference: "LATE")))));
    }

    [Fact]
    [Trait("rule", "TR318")]
    public async Task A_month_in_which_care_was_delivered_is_not_skipped_and_one_without_may_be()
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.DeclarationOver(5, scene.Line(month: 5)));
        Assert.Equal(["8214"], Whole(await scene.Send(
            scene.DeclarationOver(9, scene.Line(month: 7), scene.Line(month: 9)))));
        Assert.Equal(["8001"], Whole(await scene.Send(
            scene.DeclarationOver(9, scene.Line(month: 4), scene.Line(month: 9)))));
    }

    [Fact]
    [Trait("rule", "TR318")]
    [Trait("invariant", "I6")]
    public async Task What_came_in_first_counts_and_not_what_was_judged_first()
    {
        var scene = await Scene.Set(service);
        var (august, september) =
            (scene.DeclarationOver(8, scene.Line(month: 8)), scene.DeclarationOver(9, scene.Line(month: 9)));
        await using var connection = await service.Connection();
        await connection.ExecuteAsync(
            $"""
            create function hold_back() returns trigger language plpgsql as $$
                begin raise exception 'made to fail'; end $$;
            create trigger hold_back before insert on declaration for each row
                when (new.provider = '{scene.Provider}' and new.month = '2026-08-01') execute function hold_back();
            """);
        var first = await scene.Post(august);
        await Wait.Until(async () => await connection.ExecuteScalarAsync<int>(
            "select attempts from message_in where id = @first", new { first }) > 0);
        Assert.Equal(["8001"], Whole(await scene.Send(september)));
        await connection.ExecuteAsync("drop trigger hold_back on declaration; drop function hold_back()");
        Assert.Equal(["8001"], (await scene.Answer(first)).DeclaratieAntwoord!.RetourCodes);
    }

    [Fact]
    [Trait("rule", "TR318")]
    public async Task Another_municipality_has_its_own_periods()
    {
        var scene = await Scene.Set(service);
        await scene.Send(scene.DeclarationOver(10, scene.Line(month: 10)));
        var elsewhere = scene.DeclarationOver(6, scene.Line(month: 6));
        var (_, answer) = await scene.Send(
            elsewhere with { Header = elsewhere.Header with { Ontvanger = "0479" } });
        Assert.Equal(["8187", "9338"], Scene.Codes(answer));
    }

    [Fact]
    [Trait("requirement", "C14")]
    [Trait("requirement", "B02")]
    public async Task A_late_indexation_changes_nothing_that_was_paid_until_the_provider_credits_it()
    {
        var scene = await Scene.Set(service);
        var october = scene.Line();
        await scene.Send(scene.Declaration(october));
        var bank = new Bank(service);
        await bank.Accounts(scene);
        await bank.Pay(scene);
        await using var connection = await service.Connection();
        var before = await Money(connection, scene);
        var tariff = await connection.QuerySingleAsync<Guid>(
            "select tariff_id from tariff where provider = @Provider", new { scene.Provider });
        await service.Tell(scene.Tariff(2, 13_000) with { TariffId = tariff });
        await Wait.Until(async () => await connection.ExecuteScalarAsync<int>(
            "select count(*) from tariff where tariff_id = @tariff", new { tariff }) == 2);
        Assert.Equal(before, await Money(connection, scene));

        Assert.Equal(["9389"], Scene.Codes((await scene.Send(scene.Declaration(scene.Line(tariff: 13_000)))).Answer));
        Assert.Equal(["0611"], Scene.Codes((await scene.Send(scene.Declaration(scene.Line(month: 9)))).Answer));
        Assert.Equal(before, await Money(connection, scene));
        var (_, answer) = await scene.Send(scene.Declaration(scene.Credit(october), scene.Line(tariff: 13_000)));
        Assert.Equal(["8001"], answer.DeclaratieAntwoord!.RetourCodes);
        Assert.Equal(1_000, answer.DeclaratieAntwoord.TotaalToegekendBedrag.SignedCents());
    }

    private static IReadOnlyList<string> Whole((Guid Id, Jw325 Answer) sent) =>
        sent.Answer.DeclaratieAntwoord!.RetourCodes;

    private static async Task<(long Cents, int Entries, int Lines)> Money(
        Npgsql.NpgsqlConnection connection, Scene scene) => await connection.QuerySingleAsync<(long, int, int)>(
        """
        select (select sum(cost_cents) from ledger_entry where provider = @Provider)::bigint,
            (select count(*) from ledger_entry where provider = @Provider)::int,
            (select count(*) from declaration_line
                where provider = @Provider and accepted and payment_id is not null)::int
        """, new { scene.Provider });
}
