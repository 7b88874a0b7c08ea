namespace Jeugdregio.Benchmarks.Month;

/// <summary>
/// What years leave in the tables: declarations, lines and ledger entries of the same providers and municipalities; those
/// of this year's months are about the allocations that the month is about.
/// </summary>
internal static class MonthHistory
{
    private const int LinesPerDeclaration = 20;

    internal static async Task Add(MonthPlatform platform, int lines)
    {
        var declarations = lines / LinesPerDeclaration;
        await platform.Execute(
            $"""
            create temp table places as
            select row_number() over () - 1 as place, p.provider, p.municipality
            from (select distinct provider, municipality from allocation) p;
            create temp table past as
            select gen_random_uuid() as id, n, p.provider, p.municipality,
                (date '2016-10-01' + (n * 120 / {declarations}) * interval '1 month')::date as month
            from generate_series(0, {declarations} - 1) as n
            join places p on p.place = n % (select count(*) from places);
            insert into message_in (id, kind, sender, receiver, identification, dated, sha256, key_id, sealed, received_by,
                received_at, judged_at, verdict)
            select id, 'jw323', provider, municipality, 'P' || n, month, '', 'k1', '', 'past', month, month, 'accepted'
            from past;
            insert into message_out (id, kind, sender, receiver, position, identification, key_id, sealed, reply_to, sent_at)
            select gen_random_uuid(), 'jw325', municipality, provider, -n - 1, 'P' || n, 'k1', '', id, month from past;
            insert into declaration (id, provider, municipality, number, number_taken, month, dated, verdict, return_codes,
                lines, lines_rejected, declared_cents, granted_cents, received_at, judged_at)
            select id, provider, municipality, 'P' || n, true, month, month, 'accepted', '{"{}"}', {LinesPerDeclaration}, 0,
                100000, 100000, month, month from past;
            create temp table past_line as
            select gen_random_uuid() as id, d.id as declaration_id, l.position, d.provider, d.municipality, d.month,
                'P' || d.n || '-' || l.position as reference,
                (n::bigint * {LinesPerDeclaration} + l.position) as allocation
            from past d cross join generate_series(0, {LinesPerDeclaration} - 1) as l(position);
            insert into declaration_line (id, declaration_id, position, provider, municipality, reference, reference_taken,
                previous_reference, allocation_number, client_key, segment, category, product, period_start, period_end,
                volume, unit, tariff_cents, amount_cents, is_credit, accepted, return_codes, voided)
            select id, declaration_id, position, provider, municipality, reference, true, null, allocation,
                md5(allocation::text), 'B', '45', '45A10', month, (month + interval '1 month - 1 day')::date, 1, '82', 5000,
                5000, false, true, '{"{}"}', false from past_line;
            insert into ledger_entry (transfer_id, state, line_id, declaration_id, debit_account, credit_account,
                municipality, provider, segment, month, amount_cents, booked_at)
            select id, 'pending', id, declaration_id, 'care-cost', 'payable', municipality, provider, 'B', month, 5000,
                month from past_line;
            drop table past_line, past, places
            """);
        await platform.Execute("vacuum analyze");
        await platform.Execute("checkpoint;");
    }
}
