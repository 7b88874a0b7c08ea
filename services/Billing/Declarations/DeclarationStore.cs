using Jeugdregio.ServiceHost.Data;
using Npgsql;
using NpgsqlTypes;

namespace Jeugdregio.Billing.Declarations;

/// <summary>The SQL of declarations and their lines: what is judged is kept in bulk.</summary>
internal sealed class DeclarationStore(UnitOfWork work)
{
    /// <summary>
    /// From here to the end of the transaction nobody else judges or pays what is of these providers. Numbers are
    /// unique for the provider over all municipalities, so the lock is wider than one municipality; the unique indexes
    /// stand behind it. Whoever locks several providers does it in this order.
    /// </summary>
    internal Task Lock(IEnumerable<string> providers, CancellationToken stop) =>
        work.Execute(
            """
            select pg_advisory_xact_lock(key)
            from (select distinct hashtextextended('declarations-of ' || provider, 0) as key
                from unnest(@providers) as asked(provider) order by key) as sorted
            """, new { providers = providers.ToArray() }, stop);

    /// <summary>Keeps declarations, before their lines.</summary>
    internal async Task Keep(IReadOnlyList<DeclarationCase> judged, DateTimeOffset now, CancellationToken stop)
    {
        var connection = await work.Connection(stop);
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy declaration (id, provider, municipality, number, number_taken, month, dated, verdict, return_codes,
                lines, lines_rejected, declared_cents, granted_cents, received_at, judged_at, first_line, last_line,
                first_period, last_period)
            from stdin (format binary)
            """, stop);
        foreach (var one in judged)
        {
            var declaration = one.Declaration;
            await copy.StartRowAsync(stop);
            await copy.WriteAsync(declaration.Id, NpgsqlDbType.Uuid, stop);
            await copy.WriteAsync(declaration.Provider, NpgsqlDbType.Text, stop);
            await copy.WriteAsync(declaration.Municipality, NpgsqlDbType.Text, stop);
            await copy.WriteAsync(declaration.Number, NpgsqlDbType.Text, stop);
            await copy.WriteAsync(one.Codes.Count == 0, NpgsqlDbType.Boolean, stop);
            await copy.WriteAsync(declaration.PeriodStart, NpgsqlDbType.Date, stop);
            await copy.WriteAsync(declaration.Dated, NpgsqlDbType.Date, stop);
            await copy.WriteAsync(one.Verdict, NpgsqlDbType.Text, stop);
            await copy.WriteAsync(one.Codes.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, stop);
            await copy.WriteAsync(declaration.Lines.Count, NpgsqlDbType.Integer, stop);
            await copy.WriteAsync(one.Rejected, NpgsqlDbType.Integer, stop);
            await copy.WriteAsync(declaration.DeclaredCents, NpgsqlDbType.Bigint, stop);
            await copy.WriteAsync(one.GrantedCents, NpgsqlDbType.Bigint, stop);
            await copy.WriteAsync(one.ReceivedAt.UtcDateTime, NpgsqlDbType.TimestampTz, stop);
            await copy.WriteAsync(now.UtcDateTime, NpgsqlDbType.TimestampTz, stop);
            // where its lines are: identities and periods, first and last
            await copy.WriteAsync(one.Ids?.First, NpgsqlDbType.Uuid, stop);
            await copy.WriteAsync(one.Ids?.Last, NpgsqlDbType.Uuid, stop);
            await copy.WriteAsync(one.Days?.First, NpgsqlDbType.Date, stop);
            await copy.WriteAsync(one.Days?.Last, NpgsqlDbType.Date, stop);
        }
        await copy.CompleteAsync(stop);
    }

    /// <summary>Says what became of declarations that were kept before all of their lines were judged.</summary>
    internal Task Conclude(IReadOnlyList<DeclarationCase> judged, CancellationToken stop) =>
        work.Execute(
            """
            update declaration d set verdict = j.verdict, lines_rejected = j.rejected, granted_cents = j.granted
            from unnest(@ids, @verdicts, @rejected, @granted) as j(id, verdict, rejected, granted)
            where d.id = j.id
            """,
            new
            {
                ids = judged.Select(j => j.Declaration.Id).ToArray(),
                verdicts = judged.Select(j => j.Verdict).ToArray(),
                rejected = judged.Select(j => j.Rejected).ToArray(),
                granted = judged.Select(j => j.GrantedCents).ToArray(),
            }, stop);

    /// <summary>
    /// Says of debits which credit takes them back; before the lines are kept, so that a new debit finds its place
    /// free.
    /// </summary>
    internal async Task Credit(IReadOnlyList<KeptLine> credits, CancellationToken stop)
    {
        if (credits.Count == 0) return;
        await work.Execute(
            """
            update declaration_line l set credited_by = c.credit, voided = c.voided
            from unnest(@debits, @credits, @voided) as c(debit, credit, voided)
            where l.id = c.debit
            """,
            new
            {
                debits = credits.Select(c => c.Judged.Debit!.Id).ToArray(),
                credits = credits.Select(c => c.Id).ToArray(),
                voided = credits.Select(c => c.Voided).ToArray(),
            }, stop);
    }

    /// <summary>Keeps judged lines.</summary>
    internal async Task Keep(
        IReadOnlyList<(DeclarationCase Of, DeclarationPart Part)> judged, DateTimeOffset now, CancellationToken stop)
    {
        var connection = await work.Connection(stop);
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy declaration_line (id, declaration_id, position, provider, municipality, reference, reference_taken,
                previous_reference, allocation_number, client_key, segment, category, product, period_start,
                period_end, volume, unit, tariff_cents, amount_cents, is_credit, accepted, return_codes, voided,
                allocation_version, tariff_id, tariff_version, judged_at) from stdin (format binary)
            """, stop);
        foreach (var (of, part) in judged)
            foreach (var at in part.Positions)
                await Write(copy, of.Declaration, of.Lines[at], at, now, stop);
        await copy.CompleteAsync(stop);
    }

    private static async Task Write(
        NpgsqlBinaryImporter copy, Declaration declaration, KeptLine kept, int position, DateTimeOffset now,
        CancellationToken stop)
    {
        var (judged, line) = (kept.Judged, kept.Judged.Line);
        await copy.StartRowAsync(stop);
        await copy.WriteAsync(kept.Id, NpgsqlDbType.Uuid, stop);
        await copy.WriteAsync(declaration.Id, NpgsqlDbType.Uuid, stop);
        await copy.WriteAsync(position, NpgsqlDbType.Integer, stop);
        await copy.WriteAsync(declaration.Provider, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(declaration.Municipality, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(line.Reference, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(judged.TakesReference, NpgsqlDbType.Boolean, stop);
        await copy.WriteAsync(line.PreviousReference, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(line.AllocationNumber, NpgsqlDbType.Bigint, stop);
        await copy.WriteAsync(line.ClientKey, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(judged.Segment, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(line.Category, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(line.Product, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(line.PeriodStart, NpgsqlDbType.Date, stop);
        await copy.WriteAsync(line.PeriodEnd, NpgsqlDbType.Date, stop);
        await copy.WriteAsync(line.Volume, NpgsqlDbType.Bigint, stop);
        await copy.WriteAsync(line.Unit, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(line.TariffCents, NpgsqlDbType.Bigint, stop);
        await copy.WriteAsync(line.AmountCents, NpgsqlDbType.Bigint, stop);
        await copy.WriteAsync(line.IsCredit, NpgsqlDbType.Boolean, stop);
        await copy.WriteAsync(judged.IsAccepted, NpgsqlDbType.Boolean, stop);
        await copy.WriteAsync(judged.Codes.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, stop);
        await copy.WriteAsync(kept.Voided, NpgsqlDbType.Boolean, stop);
        await copy.WriteAsync(judged.Against.AllocationVersion, NpgsqlDbType.Integer, stop);
        await copy.WriteAsync(judged.Against.TariffId, NpgsqlDbType.Uuid, stop);
        await copy.WriteAsync(judged.Against.TariffVersion, NpgsqlDbType.Integer, stop);
        await copy.WriteAsync(now.UtcDateTime, NpgsqlDbType.TimestampTz, stop);
    }
}
