using System.Globalization;
using Grpc.Core;
using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.Instalments;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Referrals.Wire.V1.Grpc;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Grpc;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Allocation = Jeugdregio.Billing.Allocations.Allocation;
using AllocationMessage = Jeugdregio.Referrals.Wire.V1.Grpc.Allocation;
using Approval = Jeugdregio.Billing.Approvals.Approval;
using ApprovalMessage = Jeugdregio.Contracting.Wire.V1.Grpc.Approval;
using CrisisCheckMessage = Jeugdregio.Contracting.Wire.V1.Grpc.CrisisCheck;
using Instalment = Jeugdregio.Billing.Instalments.Instalment;
using InstalmentMessage = Jeugdregio.Contracting.Wire.V1.Grpc.Instalment;
using Tariff = Jeugdregio.Billing.Tariffs.Tariff;
using TariffMessage = Jeugdregio.Contracting.Wire.V1.Grpc.Tariff;

namespace Jeugdregio.Billing.Copies;

/// <summary>What was read of the other services and merged.</summary>
/// <param name="Tariffs">Tariff versions read.</param>
/// <param name="Allocations">Allocations read.</param>
/// <param name="Instalments">Agreed instalments read.</param>
/// <param name="Approvals">Granted approvals read.</param>
/// <param name="CrisisChecks">Checks of crisis care read.</param>
internal sealed record CopiesRebuilt(
    long Tariffs, long Allocations, long Instalments, long Approvals, long CrisisChecks);

/// <summary>Where what is read goes.</summary>
internal sealed record CopyStores(
    TariffStore Tariffs, AllocationStore Allocations, InstalmentStore Instalments, ApprovalStore Approvals,
    CrisisCoverStore Covers, RegionPack Region);

/// <summary>
/// Reads all tariffs, instalments, approvals, checks and allocations from their owners and merges them into the copies;
/// what was there already stays, so it can be done again at any moment.
/// </summary>
internal static class RebuildCopies
{
    private const int BatchSize = 5_000;

    internal static void MapCopies(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/copies/rebuild", Rebuild)
            .For(Role.Operations).Act()
            .WithName("RebuildCopies").WithTags("copies")
            .WithSummary("Reads all tariffs, instalments, approvals, checks and allocations from their owners again.");

    private static async Task<Ok<CopiesRebuilt>> Rebuild(
        Contracting.Wire.V1.Grpc.Contracting.ContractingClient contracting,
        Referrals.Wire.V1.Grpc.Referrals.ReferralsClient referrals, CopyStores copies, UnitOfWork work, Caller caller,
        CancellationToken stop)
    {
        // the copies are this service's own: read with its token (a tenant's or operator's may not see them all), not
        // the caller's
        Task<CopiesRebuilt> reading;
        using (ExecutionContext.SuppressFlow()) reading =
            Task.Run(() => Read(contracting, referrals, copies, stop), stop);
        var rebuilt = await reading;
        await work.Decided("RebuildCopies", "copies", new { }, rebuilt, caller, stop);
        return TypedResults.Ok(rebuilt);
    }

    private static async Task<CopiesRebuilt> Read(
        Contracting.Wire.V1.Grpc.Contracting.ContractingClient contracting,
        Referrals.Wire.V1.Grpc.Referrals.ReferralsClient referrals, CopyStores copies, CancellationToken stop)
    {
        using var tariffStream = contracting.StreamTariffs(new StreamTariffsRequest(), cancellationToken: stop);
        var tariffCount = await Merge(tariffStream.ResponseStream, Of, copies.Tariffs.Merge, stop);
        using var instalmentStream =
            contracting.StreamInstalments(new StreamInstalmentsRequest(), cancellationToken: stop);
        var instalmentCount = await Merge(instalmentStream.ResponseStream, Of, copies.Instalments.Keep, stop);
        using var approvalStream = contracting.StreamApprovals(new StreamApprovalsRequest(), cancellationToken: stop);
        var approvalCount = await Merge(approvalStream.ResponseStream, Of, copies.Approvals.Merge, stop);
        using var allocationStream =
            referrals.StreamAllocations(new StreamAllocationsRequest(), cancellationToken: stop);
        var allocationCount = await Merge(
            allocationStream.ResponseStream, m => (Of(m), Instant(m.DecidedAt)), Keep, stop);
        using var checkStream =
            contracting.StreamCrisisChecks(new StreamCrisisChecksRequest(), cancellationToken: stop);
        var checkCount = await Merge(checkStream.ResponseStream, Of, copies.Covers.Merge, stop);
        return new(tariffCount, allocationCount, instalmentCount, approvalCount, checkCount);

        async Task Keep(IReadOnlyList<(Allocation Now, DateTimeOffset DecidedAt)> read, CancellationToken stop)
        {
            await copies.Allocations.Merge([.. read.Select(a => a.Now)], stop);
            var covers = read.Select(a => CrisisCover.Of(a.Now, a.DecidedAt, copies.Region.CrisisCare));
            await copies.Covers.Merge([.. covers.OfType<CrisisCover>()], stop);
        }
    }

    private static async Task<long> Merge<TMessage, TRow>(
        IAsyncStreamReader<TMessage> stream, Func<TMessage, TRow> of, Func<IReadOnlyList<TRow>, CancellationToken,
        Task> merge, CancellationToken stop)
    {
        long count = 0;
        var batch = new List<TRow>();
        await foreach (var message in stream.ReadAllAsync(stop))
        {
            batch.Add(of(message));
            count++;
            if (batch.Count < BatchSize) continue;
            await merge(batch, stop);
            batch.Clear();
        }
        if (batch.Count > 0) await merge(batch, stop);
        return count;
    }

    private static Tariff Of(TariffMessage m) => new(
        Guid.Parse(m.TariffId), m.Version, Guid.Parse(m.AgreementId), m.Provider, m.Segment, m.Product, m.Unit,
        m.TariffCents, WireDay.Parse(m.ValidFrom), WireDay.Parse(m.ValidUntil), m.HasLevel ? m.Level : null,
        m.HasClientKey ? m.ClientKey : null, m.LumpSum, m.Municipalities.Count > 0 ? [.. m.Municipalities] : null);

    private static Instalment Of(InstalmentMessage m) => new(
        Guid.Parse(m.InstalmentId), Guid.Parse(m.ScheduleId), Guid.Parse(m.AgreementId), Guid.Parse(m.TariffId),
        m.Provider, m.Municipality, m.Segment, m.Product, WireDay.Parse(m.Month), WireDay.Parse(m.DueOn), m.AmountCents,
        Instant(m.AgreedAt));

    private static Approval Of(ApprovalMessage m) => new(
        Guid.Parse(m.ApprovalId), m.Provider, m.Product, m.Municipality, WireDay.Parse(m.ValidFrom),
        WireDay.Parse(m.ValidUntil),
        m.MaximumTariffCents);

    private static CrisisCover Of(CrisisCheckMessage m) => new(
        m.Municipality, m.AllocationNumber, m.Version,
        m.HasCoveredUntil ? WireDay.Parse(m.CoveredUntil) : DateOnly.MaxValue);

    private static Allocation Of(AllocationMessage m) => new(
        m.Municipality, m.AllocationNumber, m.Version, m.ClientKey, m.Provider, m.Segment,
        m.HasCategory ? m.Category : null, m.HasProduct ? m.Product : null,
        WireDay.Parse(m.StartDate), m.HasEndDate ? WireDay.Parse(m.EndDate) : null,
        m.HasVolume ? m.Volume : null, m.HasUnit ? m.Unit : null, m.HasFrequency ? m.Frequency : null,
        m.HasBudgetCents ? m.BudgetCents : null, m.HasReasonForChange ? m.ReasonForChange : null);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
