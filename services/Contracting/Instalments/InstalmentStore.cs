using Jeugdregio.ServiceHost.Data;
using Npgsql;

namespace Jeugdregio.Contracting.Instalments;

/// <summary>The SQL of instalment schedules.</summary>
internal sealed class InstalmentStore(UnitOfWork work)
{
    private const string Columns =
        """
        id, tariff_id, agreement_id, valid_from, decision, status, proposed_by, proposed_at, decided_by, decided_at,
        reason
        """;

    internal async Task<InstalmentSchedule?> Find(Guid id, CancellationToken stop) =>
        (await Read(
            await work.Query<Row>($"select {Columns} from instalment_schedule where id = @id", new { id }, stop), null,
                stop))
        .SingleOrDefault();

    internal async Task<InstalmentSchedule?> Lock(Guid id, CancellationToken stop) =>
        (await Read(
            await work.Query<Row>($"select {Columns} from instalment_schedule where id = @id for update", new { id },
                stop), null, stop))
        .SingleOrDefault();

    /// <param name="agreement">Of this agreement.</param>
    /// <param name="municipalities">Instalments of these only; null for all.</param>
    /// <param name="after">The cursor.</param>
    /// <param name="take">How many schedules.</param>
    internal async Task<IReadOnlyList<InstalmentSchedule>> OfAgreement(
        Guid agreement, string[]? municipalities, Guid? after, int take, CancellationToken stop) =>
        await Read(
            await work.Query<Row>(
                $"""
                select {Columns} from instalment_schedule
                where agreement_id = @agreement and id > @after order by id limit @take
                """,
                new { agreement, after = after ?? Guid.Empty, take }, stop),
            municipalities, stop);

    internal Task<bool> PaysAgain(Guid schedule, CancellationToken stop) =>
        work.Find<bool>(
            """
            select exists (
                select from instalment i
                join instalment e on e.tariff_id = i.tariff_id and e.municipality = i.municipality and e.month = i.month
                where i.schedule_id = @schedule and e.agreed_at is not null)
            """, new { schedule }, stop);

    internal async Task Add(InstalmentSchedule schedule, CancellationToken stop)
    {
        await work.ExecuteOne(
            """
            insert into instalment_schedule (id, tariff_id, agreement_id, valid_from, decision, status, proposed_by,
                proposed_at)
            values (@Id, @TariffId, @AgreementId, @ValidFrom, @Decision, 'proposed', @ProposedBy, @ProposedAt)
            """,
            new
            {
                schedule.Id,
                schedule.TariffId,
                schedule.AgreementId,
                schedule.ValidFrom,
                schedule.Decision,
                schedule.ProposedBy,
                schedule.ProposedAt,
            }, stop);
        await work.Execute(
            """
            insert into instalment (id, schedule_id, tariff_id, municipality, month, due_on, amount_cents)
            select id, @schedule, @tariff, municipality, month, due_on, cents
            from unnest(@ids, @municipalities, @months, @dues, @cents) as i (id, municipality, month, due_on, cents)
            """,
            new
            {
                schedule = schedule.Id,
                tariff = schedule.TariffId,
                ids = schedule.Instalments.Select(i => i.Id).ToArray(),
                municipalities = schedule.Instalments.Select(i => i.Municipality).ToArray(),
                months = schedule.Instalments.Select(i => i.Month).ToArray(),
                dues = schedule.Instalments.Select(i => i.DueOn).ToArray(),
                cents = schedule.Instalments.Select(i => i.AmountCents).ToArray(),
            }, stop);
    }

    /// <exception cref="StaleException">A month in it was agreed at the same moment.</exception>
    internal async Task Save(InstalmentSchedule schedule, CancellationToken stop)
    {
        await work.ExecuteOne(
            """
            update instalment_schedule set status = lower(@status), decided_by = @DecidedBy, decided_at = @DecidedAt,
                reason = @Reason
            where id = @Id and status = 'proposed'
            """,
            new { schedule.Id, status = schedule.Status.ToString(), schedule.DecidedBy, schedule.DecidedAt,
                schedule.Reason }, stop);
        if (schedule.Status is not ScheduleStatus.Agreed) return;
        try
        {
            await work.Execute(
                "update instalment set agreed_at = @DecidedAt where schedule_id = @Id",
                    new { schedule.Id, schedule.DecidedAt }, stop);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new StaleException();
        }
    }

    private async Task<IReadOnlyList<InstalmentSchedule>> Read(
        IReadOnlyList<Row> rows, string[]? municipalities, CancellationToken stop)
    {
        var instalments = (await work.Query<InstalmentRow>(
            $"""
            select id, schedule_id, municipality, month, due_on, amount_cents from instalment
            where schedule_id = any(@ids) {(municipalities is null ? "" : "and municipality = any(@municipalities)")}
            order by schedule_id, month, municipality
            """, new { ids = rows.Select(r => r.Id).ToArray(), municipalities }, stop)).ToLookup(i => i.ScheduleId);
        return [.. rows.Select(r => r.ToSchedule(instalments[r.Id]))];
    }

    private sealed record Row(
        Guid Id, Guid TariffId, Guid AgreementId, DateOnly ValidFrom, string? Decision, string Status,
        string ProposedBy,
        DateTime ProposedAt, string? DecidedBy, DateTime? DecidedAt, string? Reason)
    {
        internal InstalmentSchedule ToSchedule(IEnumerable<InstalmentRow> instalments) => new(
            Id, TariffId, AgreementId, ValidFrom, Decision,
            [.. instalments.Select(i => new Instalment(i.Id, i.Municipality, i.Month, i.DueOn, i.AmountCents))],
            Enum.Parse<ScheduleStatus>(Status, ignoreCase: true), ProposedBy, ProposedAt, DecidedBy, DecidedAt, Reason);
    }

    private sealed record InstalmentRow(
        Guid Id, Guid ScheduleId, string Municipality, DateOnly Month, DateOnly DueOn, long AmountCents);
}
