using Jeugdregio.Billing.Declarations;
using Jeugdregio.ServiceHost.Data;
using Npgsql;
using NpgsqlTypes;

namespace Jeugdregio.Billing.Ledger;

/// <summary>The ledger: rows are only ever added; the database refuses anything else.</summary>
internal sealed class LedgerStore(UnitOfWork work)
{
    /// <summary>Books what the accepted lines of declarations cost.</summary>
    internal async Task Book(IReadOnlyList<KeptDeclaration> judged, DateTimeOffset now, CancellationToken stop)
    {
        var connection = await work.Connection(stop);
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy ledger_entry (transfer_id, state, line_id, declaration_id, debit_account, credit_account,
                municipality, provider, segment, month, amount_cents, booked_at) from stdin (format binary)
            """, stop);
        foreach (var one in judged)
            foreach (var line in one.Lines.Where(l => l.Judged.IsAccepted))
                await Write(copy, one.Declaration, Booking.Of(line), now, stop);
        await copy.CompleteAsync(stop);
    }

    private static async Task Write(
        NpgsqlBinaryImporter copy, Declaration declaration, LedgerEntry entry, DateTimeOffset now,
        CancellationToken stop)
    {
        await copy.StartRowAsync(stop);
        await copy.WriteAsync(entry.TransferId, NpgsqlDbType.Uuid, stop);
        await copy.WriteAsync(entry.State, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(entry.LineId, NpgsqlDbType.Uuid, stop);
        await copy.WriteAsync(declaration.Id, NpgsqlDbType.Uuid, stop);
        await copy.WriteAsync(entry.Debit, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(entry.Credit, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(declaration.Municipality, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(declaration.Provider, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(entry.Segment, NpgsqlDbType.Text, stop);
        await copy.WriteAsync(entry.Month, NpgsqlDbType.Date, stop);
        await copy.WriteAsync(entry.AmountCents, NpgsqlDbType.Bigint, stop);
        await copy.WriteAsync(now.UtcDateTime, NpgsqlDbType.TimestampTz, stop);
    }
}
