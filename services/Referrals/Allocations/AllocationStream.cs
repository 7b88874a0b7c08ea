using System.Globalization;
using Dapper;
using Grpc.Core;
using Jeugdregio.Referrals.Wire.V1.Grpc;
using Jeugdregio.ServiceHost.Grpc;
using Npgsql;
using ReferralsBase = Jeugdregio.Referrals.Wire.V1.Grpc.Referrals.ReferralsBase;
using WireAllocation = Jeugdregio.Referrals.Wire.V1.Grpc.Allocation;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>Every allocation as it now stands, from which another service rebuilds its copy. Row by row: never all in memory.</summary>
internal sealed class AllocationStream(NpgsqlDataSource source) : ReferralsBase
{
    private const string Sql =
        """
        select municipality, number, version, client_key, provider, segment, category, product, start_date, end_date, volume, unit,
               frequency, budget_cents, reason_for_change, decided_at
        from allocation order by municipality, number
        """;

    public override async Task StreamAllocations(
        StreamAllocationsRequest request, IServerStreamWriter<WireAllocation> responseStream, ServerCallContext context)
    {
        await using var connection = await source.OpenConnectionAsync(context.CancellationToken);
        await foreach (var row in connection.QueryUnbufferedAsync<Row>(Sql).WithCancellation(context.CancellationToken))
            await responseStream.WriteAsync(Write(row), context.CancellationToken);
    }

    private static WireAllocation Write(Row row)
    {
        var wire = new WireAllocation
        {
            Municipality = row.Municipality,
            AllocationNumber = row.Number,
            Version = row.Version,
            ClientKey = row.ClientKey,
            Provider = row.Provider,
            Segment = row.Segment,
            StartDate = WireDay.Text(row.StartDate),
            DecidedAt = row.DecidedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        if (row.Category is not null) wire.Category = row.Category;
        if (row.Product is not null) wire.Product = row.Product;
        if (row.EndDate is { } end) wire.EndDate = WireDay.Text(end);
        if (row.Volume is { } volume) wire.Volume = volume;
        if (row.Unit is not null) wire.Unit = row.Unit;
        if (row.Frequency is not null) wire.Frequency = row.Frequency;
        if (row.BudgetCents is { } budget) wire.BudgetCents = budget;
        if (row.ReasonForChange is not null) wire.ReasonForChange = row.ReasonForChange;
        return wire;
    }

    private sealed record Row(
        string Municipality, long Number, int Version, string ClientKey, string Provider, string Segment, string? Category,
        string? Product, DateOnly StartDate, DateOnly? EndDate, long? Volume, string? Unit, string? Frequency, long? BudgetCents,
        string? ReasonForChange, DateTimeOffset DecidedAt);
}
