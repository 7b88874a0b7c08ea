using System.Globalization;
using Dapper;
using Grpc.Core;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Grpc;

namespace Jeugdregio.Contracting.CrisisChecks;

/// <summary>All checks over gRPC, for a service that rebuilds its copy; never all in memory.</summary>
internal sealed class StreamCrisisChecksQuery(UnitOfWork work)
{
    internal async Task Write(IServerStreamWriter<Wire.V1.Grpc.CrisisCheck> to, CancellationToken stop)
    {
        var connection = await work.Connection(stop);
        await foreach (var check in connection.QueryUnbufferedAsync<CrisisCheck>(
            $"select {CrisisCheckStore.Columns} from crisis_check order by opened_at, id").WithCancellation(stop))
            await to.WriteAsync(Line(check), stop);
    }

    private static Wire.V1.Grpc.CrisisCheck Line(CrisisCheck check)
    {
        var told = check.ToEvent();
        var line = new Wire.V1.Grpc.CrisisCheck
        {
            CheckId = told.CheckId.ToString(),
            Version = told.Version,
            Municipality = told.Municipality,
            AllocationNumber = told.AllocationNumber,
            Provider = told.Provider,
            StartDate = WireDay.Text(told.StartDate),
            DueOn = WireDay.Text(told.DueOn),
            Status = told.Status,
            ChangedAt = told.ChangedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        if (told.Category is not null) line.Category = told.Category;
        if (told.Product is not null) line.Product = told.Product;
        if (told.CoveredUntil is { } until) line.CoveredUntil = WireDay.Text(until);
        return line;
    }
}
