using Jeugdregio.Billing.Declarations;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.PaymentRuns;

/// <summary>What a run is about: whose money, and what falls due when.</summary>
/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="Providers">Only of these; null for all.</param>
/// <param name="DueThrough">Lines that fall due on or before this day.</param>
internal sealed record DueQuestion(string Municipality, string[]? Providers, DateOnly DueThrough);

/// <summary>
/// What is accepted and unpaid. Debits fall due a term after the receipt of their declaration, a longer one when they
/// were late and that is what was agreed (B07); credits are always due. A debit is held while its provider is under
/// supervision (B20) or it was late and has to be looked at, until somebody has; and when that somebody withheld it.
/// An instalment (B14) falls due on its own day, and waits while its provider is under supervision.
/// </summary>
internal sealed class DueStore(UnitOfWork work, RegionPack region)
{
    private const string Due =
        """
        select l.id, l.provider, l.segment, date_trunc('month', l.period_start)::date as month, l.amount_cents,
            not l.is_credit and coalesce(not c.approved, s.provider is not null
                or @checkLate and d.received_on - l.period_end > @lateAfter) as is_held
        from declaration_line l
        join declaration d on d.id = l.declaration_id
        left join supervision s on s.provider = l.provider and s.ended_at is null
        left join lateral (select approved from line_check where line_id = l.id order by id desc limit 1) c on true
        where d.municipality = @Municipality and (@Providers::text[] is null or d.provider = any(@Providers))
          and l.accepted and not l.voided and l.payment_id is null
          and (l.is_credit or d.received_on
              + case when d.received_on - l.period_end > @lateAfter then @lateTerm else @term end <= @DueThrough)
        """;

    private const string DueInstalments =
        """
        select i.id, i.provider, i.segment, i.month, i.amount_cents, s.provider is not null as is_held
        from instalment i
        left join supervision s on s.provider = i.provider and s.ended_at is null
        where i.municipality = @Municipality and (@Providers::text[] is null or i.provider = any(@Providers))
          and i.payment_id is null and i.due_on <= @DueThrough
        """;

    /// <summary>The lock that judging takes: nobody judges or pays what is of these providers.</summary>
    internal Task LockProviders(IEnumerable<string> providers, CancellationToken stop) =>
        new DeclarationStore(work).Lock(providers, stop);

    /// <summary>Providers with anything unpaid at all.</summary>
    internal Task<IReadOnlyList<string>> Providers(DueQuestion question, CancellationToken stop) =>
        work.Query<string>(
            """
            select provider from declaration d
            where municipality = @Municipality and (@Providers::text[] is null or provider = any(@Providers))
              and exists (
                  select from declaration_line l
                  where l.declaration_id = d.id and l.accepted and not l.voided and l.payment_id is null)
            union
            select provider from instalment
            where municipality = @Municipality and (@Providers::text[] is null or provider = any(@Providers))
              and payment_id is null and due_on <= @DueThrough
            union
            select provider from payment
            where municipality = @Municipality and (@Providers::text[] is null or provider = any(@Providers))
              and status = 'returned'
            """, new { question.Municipality, question.Providers, question.DueThrough }, stop);

    internal Task<IReadOnlyList<OpenAmount>> Open(DueQuestion question, CancellationToken stop) =>
        work.Query<OpenAmount>(
            $"""
            select provider, segment, month, is_held, sum(amount_cents)::bigint as amount_cents, count(*) as lines
            from ({Due} union all {DueInstalments}) due group by provider, segment, month, is_held
            """, Parameters(question, null), stop);

    internal Task<IReadOnlyList<ReturnedPayment>> Returned(DueQuestion question, CancellationToken stop) =>
        work.Query<ReturnedPayment>(
            """
            select distinct on (1) coalesce(p.reissue_of, p.id) as id, p.provider, p.amount_cents, p.lines
            from payment p
            where p.municipality = @Municipality and (@Providers::text[] is null or p.provider = any(@Providers))
              and p.status = 'returned'
              and not exists (
                  select from payment again where again.reissue_of = coalesce(p.reissue_of, p.id)
                    and again.status in ('prepared', 'sent', 'paid'))
            order by 1
            """, new { question.Municipality, question.Providers }, stop);

    internal Task<IReadOnlyList<Payee>> Payees(IEnumerable<string> providers, CancellationToken stop) =>
        work.Query<Payee>(
            """
            select party as provider, id as account_id, refused_by_bank from bank_account
            where party = any(@providers) and status = 'approved'
            """, new { providers = providers.ToArray() }, stop);

    /// <summary>Gives the lines and instalments that are due and not held to the payments of the run.</summary>
    internal async Task Claim(DueQuestion question, Guid run, CancellationToken stop)
    {
        await work.Execute(
            $"""
            with due as ({Due}), claimed as (
                update declaration_line l set payment_id = p.id
                from due join payment p on p.provider = due.provider and p.run_id = @run and p.reissue_of is null
                where l.id = due.id and not due.is_held
                returning l.payment_id, l.id)
            insert into payment_line (payment_id, line_id) select payment_id, id from claimed
            """, Parameters(question, run), stop);
        await work.Execute(
            $"""
            with due as ({DueInstalments}), claimed as (
                update instalment i set payment_id = p.id
                from due join payment p on p.provider = due.provider and p.run_id = @run and p.reissue_of is null
                where i.id = due.id and not due.is_held
                returning i.payment_id, i.id)
            insert into payment_instalment (payment_id, instalment_id) select payment_id, id from claimed
            """, Parameters(question, run), stop);
    }

    private object Parameters(DueQuestion question, Guid? run)
    {
        var late = region.LateDeclarations;
        var term = region.Thresholds.PaymentTermDays;
        return new
        {
            question.Municipality, question.Providers, question.DueThrough, run, term, lateAfter = late.AfterDays,
            lateTerm = late.Consequence is LateConsequence.LongerTerm ? late.PaymentTermDays : term,
            checkLate = late.Consequence is LateConsequence.CheckByHand,
        };
    }
}
