using Jeugdregio.ServiceHost.Data;
using Npgsql;
using NpgsqlTypes;

namespace Jeugdregio.Billing.Declarations;

/// <summary>A judged declaration as it is kept.</summary>
internal sealed record DeclarationRow(
    Guid Id, string Provider, string Municipality, string Number, bool NumberTaken, DateOnly Month, DateOnly Dated,
    string Verdict, IReadOnlyList<string> ReturnCodes, int Lines, int LinesRejected, long DeclaredCents,
    long GrantedCents, DateTimeOffset ReceivedAt, DateTimeOffset JudgedAt);

/// <summary>A judged line with the identity under which it is kept.</summary>
/// <param name="Id">Identity of the line.</param>
/// <param name="Judged">What was decided.</param>
/// <param name="Voided">A debit was taken back before it was paid: neither it nor the credit is ever paid.</param>
internal sealed record KeptLine(Guid Id, JudgedLine Judged, bool Voided);

/// <summary>
/// The SQL of declarations and their lines: what a file needs comes in a few sets, what it brings goes out in bulk.
/// </summary>
internal sealed class DeclarationStore(UnitOfWork work)
{
    private const string EarlierColumns =
        """
        id, municipality, reference, segment, allocation_number, client_key, category, product, period_start,
            period_end,
        volume, unit, tariff_cents, amount_cents, is_credit, accepted, credited_by is not null as is_credited,
        payment_id is not null as is_paid
        """;

    /// <summary>
    /// From here to the end of the transaction nobody else judges or pays what is of this provider. Numbers are unique
    /// for the provider over all municipalities, so the lock is wider than one municipality; the unique indexes stand
    /// behind it.
    /// </summary>
    internal Task Lock(string provider, CancellationToken stop) =>
        work.Execute(
            "select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"declarations-of {provider}" },
            stop);

    internal Task<bool> IsNumberTaken(string provider, string number, CancellationToken stop) =>
        work.Find<bool>(
            "select exists (select 1 from declaration where provider = @provider and number = @number and number_taken)",
            new { provider, number }, stop);

    /// <summary>
    /// The latest period of what the provider sent the municipality before that message. Of what came in first, not of
    /// what was judged first: so it does not matter who judges when.
    /// </summary>
    internal Task<DateOnly?> PreviousPeriod(
        string provider, string municipality, DateTimeOffset receivedAt, Guid id, CancellationToken stop) =>
        work.Find<DateOnly?>(
            """
            select max(month) from declaration
            where provider = @provider and municipality = @municipality and number_taken
              and (received_at, id) < (@receivedAt, @id)
            """, new { provider, municipality, receivedAt, id }, stop);

    /// <summary>The provider's earlier lines that have one of the reference numbers.</summary>
    internal Task<IReadOnlyList<EarlierLine>> ByReference(
        string provider, string[] references, CancellationToken stop) =>
        work.Query<EarlierLine>(
            $"""
            select {EarlierColumns} from declaration_line
            where provider = @provider and reference = any(@references) and reference_taken
            """, new { provider, references }, stop);

    /// <summary>The debits that still count on the allocations.</summary>
    internal Task<IReadOnlyList<EarlierLine>> OpenDebits(
        string municipality, long[] allocations, CancellationToken stop) =>
        work.Query<EarlierLine>(
            $"""
            select {EarlierColumns} from declaration_line
            where municipality = @municipality and allocation_number = any(@allocations)
              and accepted and not is_credit and credited_by is null
            """, new { municipality, allocations }, stop);

    internal Task Keep(DeclarationRow row, CancellationToken stop) =>
        work.Execute(
            """
            insert into declaration (id, provider, municipality, number, number_taken, month, dated, verdict,
                return_codes, lines,
                lines_rejected, declared_cents, granted_cents, received_at, judged_at)
            values (@Id, @Provider, @Municipality, @Number, @NumberTaken, @Month, @Dated, @Verdict, @codes, @Lines,
                @LinesRejected, @DeclaredCents, @GrantedCents, @ReceivedAt, @JudgedAt)
            """,
            new
            {
                row.Id, row.Provider, row.Municipality, row.Number, row.NumberTaken, row.Month, row.Dated, row.Verdict,
                codes = row.ReturnCodes.ToArray(), row.Lines, row.LinesRejected, row.DeclaredCents, row.GrantedCents,
                row.ReceivedAt, row.JudgedAt,
            }, stop);

    /// <summary>
    /// Says of debits which credit takes them back; before the lines are kept, so that a new debit finds its place
    /// free.
    /// </summary>
    internal Task Credit(IReadOnlyList<KeptLine> credits, CancellationToken stop) =>
        work.Execute(
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

    internal async Task Keep(Declaration declaration, IReadOnlyList<KeptLine> lines, CancellationToken stop)
    {
        var connection = await work.Connection(stop);
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy declaration_line (id, declaration_id, position, provider, municipality, reference, reference_taken,
                previous_reference, allocation_number, client_key, segment, category, product, period_start,
                    period_end, volume,
                unit, tariff_cents, amount_cents, is_credit, accepted, return_codes, voided,
                allocation_version, tariff_id, tariff_version) from stdin (format binary)
            """, stop);
        for (var position = 0; position < lines.Count; position++)
            await Write(copy, declaration, lines[position], position, stop);
        await copy.CompleteAsync(stop);
    }

    private static async Task Write(
        NpgsqlBinaryImporter copy, Declaration declaration, KeptLine kept, int position, CancellationToken stop)
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
    }
}
