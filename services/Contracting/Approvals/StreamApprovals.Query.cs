using System.Data;
using System.Globalization;
using Grpc.Core;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Grpc;
using Npgsql;

namespace Jeugdregio.Contracting.Approvals;

/// <summary>All granted approvals over gRPC, for a service that rebuilds its copy; never all in memory.</summary>
internal sealed class StreamApprovalsQuery(UnitOfWork work)
{
    internal async Task Write(IServerStreamWriter<Wire.V1.Grpc.Approval> to, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, provider, product, municipality, valid_from, valid_until, maximum_tariff_cents,
                decided_at from approval
            where status = 'granted' order by decided_at, id
            """, await work.Connection(stop));
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, stop);
        while (await rows.ReadAsync(stop)) await to.WriteAsync(Line(rows), stop);
    }

    private static Wire.V1.Grpc.Approval Line(NpgsqlDataReader row) => new()
    {
        ApprovalId = row.GetGuid(0).ToString(),
        Provider = row.GetString(1),
        Product = row.GetString(2),
        Municipality = row.GetString(3),
        ValidFrom = WireDay.Text(row.GetFieldValue<DateOnly>(4)),
        ValidUntil = WireDay.Text(row.GetFieldValue<DateOnly>(5)),
        MaximumTariffCents = row.GetInt64(6),
        GrantedAt = row.GetFieldValue<DateTimeOffset>(7).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    };
}
