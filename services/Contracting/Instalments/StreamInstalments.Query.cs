using System.Data;
using System.Globalization;
using Grpc.Core;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Grpc;
using Npgsql;

namespace Jeugdregio.Contracting.Instalments;

/// <summary>All agreed instalments over gRPC, for a service that rebuilds its copy; never all in memory.</summary>
internal sealed class StreamInstalmentsQuery(UnitOfWork work)
{
    internal async Task Write(IServerStreamWriter<Wire.V1.Grpc.Instalment> to, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            select i.id, i.schedule_id, t.agreement_id, i.tariff_id, a.provider, a.segment, t.product, i.municipality,
                i.month,
                   i.due_on, i.amount_cents, i.agreed_at
            from instalment i
            join tariff t on t.id = i.tariff_id
            join agreement a on a.id = t.agreement_id
            where i.agreed_at is not null
            order by i.agreed_at, i.id
            """, await work.Connection(stop));
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, stop);
        while (await rows.ReadAsync(stop)) await to.WriteAsync(Line(rows), stop);
    }

    private static Wire.V1.Grpc.Instalment Line(NpgsqlDataReader row) => new()
    {
        InstalmentId = row.GetGuid(0).ToString(),
        ScheduleId = row.GetGuid(1).ToString(),
        AgreementId = row.GetGuid(2).ToString(),
        TariffId = row.GetGuid(3).ToString(),
        Provider = row.GetString(4),
        Segment = row.GetString(5),
        Product = row.GetString(6),
        Municipality = row.GetString(7),
        Month = WireDay.Text(row.GetFieldValue<DateOnly>(8)),
        DueOn = WireDay.Text(row.GetFieldValue<DateOnly>(9)),
        AmountCents = row.GetInt64(10),
        AgreedAt = row.GetFieldValue<DateTimeOffset>(11).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    };
}
