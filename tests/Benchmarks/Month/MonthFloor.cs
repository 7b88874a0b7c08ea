using System.Diagnostics;
using System.Xml;
using System.Xml.Schema;
using Jeugdregio.Benchmarks.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Jeugdregio.Benchmarks.Month;

/// <summary>
/// What the same files cost at the least: every file through <see cref="XmlReader"/>, every line as a row of the same
/// width into a bare table, by COPY and in one transaction. No rule, no index, no answer.
/// </summary>
internal static class MonthFloor
{
    private const string Columns =
        """
        id, declaration_id, position, provider, municipality, reference, reference_taken, previous_reference,
        allocation_number, client_key, segment, category, product, period_start, period_end, volume, unit, tariff_cents,
        amount_cents, is_credit, accepted, return_codes, voided, allocation_version, tariff_id,
        tariff_version, judged_at
        """;

    /// <param name="files">The files.</param>
    /// <param name="schemas">The official schemas, to validate as well; null for reading alone.</param>
    /// <param name="data">The database.</param>
    internal static async Task<TimeSpan> Take(
        IReadOnlyList<MonthFile> files, XmlSchemaSet? schemas, NpgsqlDataSource data)
    {
        await using var connection = await data.OpenConnectionAsync();
        await using (var make = new NpgsqlCommand(
            $"""
            drop table if exists bare;
            create table bare as select {Columns} from declaration_line limit 0;
            checkpoint
            """, connection)) await make.ExecuteNonQueryAsync();
        var clock = Stopwatch.StartNew();
        await using var transaction = await connection.BeginTransactionAsync();
        var rows = 0;
        await using (var copy = await connection.BeginBinaryImportAsync(
            $"copy bare ({Columns}) from stdin (format binary)"))
        {
            foreach (var file in files)
            {
                var bytes = await File.ReadAllBytesAsync(file.Path);
                using var xml = XmlReader.Create(new MemoryStream(bytes), Peers.Settings(schemas));
                foreach (var line in Peers.Lines(xml)) await Write(copy, line, rows++);
            }
            await copy.CompleteAsync();
        }
        await transaction.CommitAsync();
        if (rows != files.Sum(f => f.Lines)) throw new InvalidOperationException($"The floor saw {rows} lines.");
        return clock.Elapsed;
    }

    private static async Task Write(NpgsqlBinaryImporter copy, LineOfPeer line, int position)
    {
        await copy.StartRowAsync();
        await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
        await copy.WriteAsync(Guid.Empty, NpgsqlDbType.Uuid);
        await copy.WriteAsync(position, NpgsqlDbType.Integer);
        await copy.WriteAsync("01000001", NpgsqlDbType.Text);
        await copy.WriteAsync("0439", NpgsqlDbType.Text);
        await copy.WriteAsync(line.Reference, NpgsqlDbType.Text);
        await copy.WriteAsync(true, NpgsqlDbType.Boolean);
        await copy.WriteNullAsync();
        await copy.WriteAsync(line.Allocation, NpgsqlDbType.Bigint);
        await copy.WriteAsync("0123456789abcdef0123456789abcdef", NpgsqlDbType.Text);
        await copy.WriteAsync("B", NpgsqlDbType.Text);
        await copy.WriteAsync(line.Category, NpgsqlDbType.Text);
        await copy.WriteAsync(line.Code, NpgsqlDbType.Text);
        await copy.WriteAsync(line.Begin, NpgsqlDbType.Date);
        await copy.WriteAsync(line.End, NpgsqlDbType.Date);
        await copy.WriteAsync(line.Volume, NpgsqlDbType.Bigint);
        await copy.WriteAsync(line.Unit, NpgsqlDbType.Text);
        await copy.WriteAsync(line.Tariff, NpgsqlDbType.Bigint);
        await copy.WriteAsync(line.Amount, NpgsqlDbType.Bigint);
        await copy.WriteAsync(line.IsCredit, NpgsqlDbType.Boolean);
        await copy.WriteAsync(true, NpgsqlDbType.Boolean);
        await copy.WriteAsync(Array.Empty<string>(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        await copy.WriteAsync(false, NpgsqlDbType.Boolean);
        await copy.WriteAsync(1, NpgsqlDbType.Integer);
        await copy.WriteAsync(Guid.Empty, NpgsqlDbType.Uuid);
        await copy.WriteAsync(1, NpgsqlDbType.Integer);
        await copy.WriteAsync(DateTime.UnixEpoch, NpgsqlDbType.TimestampTz);
    }
}
