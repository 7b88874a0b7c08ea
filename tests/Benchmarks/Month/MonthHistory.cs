namespace Jeugdregio.Benchmarks.Month;

/// <summary>
/// What years leave in the tables, month by month back from August 2026: for each allocation a line in every month,
/// accepted, in a declaration of its provider to its municipality. In this year's months they are about the allocations
/// that the measured month is about, before that about others.
/// </summary>
internal static class MonthHistory
{
    internal static async Task Add(MonthPlatform platform, int months)
    {
        await platform.Execute(
            $"""
            create temp table past as
            select gen_random_uuid() as id, p.provider, p.municipality, m.month::date as month,
                'P' || to_char(m.month, 'YYYYMM') || p.municipality as number
            from (select distinct provider, municipality from allocation) as p
            cross join generate_series(
                date '2026-08-01' - interval '{months - 1} months', date '2026-08-01', interval '1 month') as m(month);
            insert into message_in (id, kind, sender, receiver, identification, dated, sha256, key_id, sealed,
                received_by, received_at, judged_at, verdict)
            select id, 'jw323', provider, municipality, number, month, '', 'k1', '', 'past', month, month, 'accepted'
            from past;
            insert into message_out (id, kind, sender, receiver, position, identification, key_id, sealed, reply_to,
                sent_at)
            select gen_random_uuid(), 'jw325', municipality, provider, -row_number() over (), number, 'k1', '', id,
                month
            from past;
            insert into declaration (id, provider, municipality, number, number_taken, month, dated, verdict,
                return_codes, lines, lines_rejected, declared_cents, granted_cents, received_at, judged_at, first_line,
                last_line, first_period, last_period)
            select id, provider, municipality, number, true, month, month, 'accepted', '{"{}"}', 1, 0, 5000, 5000,
                month, month, numbered(id, 0), numbered(id, 4294967295), month, month
            from past;
            create temp table past_line as
            select numbered(d.id, row_number() over (partition by d.id)) as id, d.id as declaration_id, d.provider,
                d.municipality, d.month,
                row_number() over (partition by d.id) - 1 as position, a.client_key,
                case when d.month < date '2026-01-01' then a.number - 50000000 else a.number end as allocation,
                'P' || to_char(d.month, 'YYYYMM') || '-' || a.number as reference
            from past d join allocation a using (provider, municipality);
            insert into declaration_line (id, declaration_id, position, provider, municipality, reference,
                reference_taken, previous_reference, allocation_number, client_key, segment, category, product,
                period_start, period_end, volume, unit, tariff_cents, amount_cents, is_credit, accepted, return_codes,
                voided, judged_at)
            select id, declaration_id, position, provider, municipality, reference, true, null, allocation, client_key,
                'B', '45', '45A10', month, (month + interval '1 month - 1 day')::date, 1, '82', 5000, 5000, false,
                true, '{"{}"}', false, month
            from past_line;
            drop table past_line, past
            """);
        await platform.Execute("vacuum analyze");
        await platform.Execute("checkpoint;");
    }
}
