using Grpc.Core;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Referrals.Wire.V1.Grpc;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests;

[CollectionDefinition]
public sealed class BillingCollection : ICollectionFixture<BillingService>;

/// <summary>
/// Billing as it runs, on 10 November 2026, with the two services it reads copies from played by stubs.
/// </summary>
public class BillingService() : ServiceFixture<Program>("billing")
{
    private GrpcStub? _contracting;
    private GrpcStub? _referrals;

    internal ContractingStub Contracting { get; } = new();

    internal ReferralsStub Referrals { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        Clock.Set(new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero));
        await base.InitializeAsync();
    }

    protected override async ValueTask Configure(IDictionary<string, string> settings)
    {
        _contracting = await GrpcStub.Start(Contracting);
        _referrals = await GrpcStub.Start(Referrals);
        settings["services:contracting:grpc:0"] = _contracting.Address;
        settings["services:referrals:grpc:0"] = _referrals.Address;
        // no issuer runs here: the service's own token comes from this address
        _tokens = await TokenStub.Start();
        settings["Auth:Authority"] = _tokens.Address;
        settings["Auth:ClientSecret"] = "test";
    }

    private TokenStub? _tokens;

    public sealed override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (_contracting is not null) await _contracting.DisposeAsync();
        if (_referrals is not null) await _referrals.DisposeAsync();
        if (_tokens is not null) await _tokens.DisposeAsync();
    }
}

/// <summary>Contracting, with the tariffs, instalments, approvals and checks that a test gives it.</summary>
internal sealed class ContractingStub : Contracting.Wire.V1.Grpc.Contracting.ContractingBase
{
    internal List<Tariff> Tariffs { get; } = [];

    internal List<Instalment> Instalments { get; } = [];

    internal List<Approval> Approvals { get; } = [];

    internal List<CrisisCheck> CrisisChecks { get; } = [];

    internal string? Authorization { get; private set; }

    public override async Task StreamTariffs(
        StreamTariffsRequest request, IServerStreamWriter<Tariff> responseStream, ServerCallContext context)
    {
        Authorization = context.RequestHeaders.GetValue("authorization");
        foreach (var tariff in Tariffs) await responseStream.WriteAsync(tariff);
    }

    public override async Task StreamInstalments(
        StreamInstalmentsRequest request, IServerStreamWriter<Instalment> responseStream, ServerCallContext context)
    {
        foreach (var instalment in Instalments) await responseStream.WriteAsync(instalment);
    }

    public override async Task StreamApprovals(
        StreamApprovalsRequest request, IServerStreamWriter<Approval> responseStream, ServerCallContext context)
    {
        foreach (var approval in Approvals) await responseStream.WriteAsync(approval);
    }

    public override async Task StreamCrisisChecks(
        StreamCrisisChecksRequest request, IServerStreamWriter<CrisisCheck> responseStream, ServerCallContext context)
    {
        foreach (var check in CrisisChecks) await responseStream.WriteAsync(check);
    }
}

/// <summary>Referrals, with the allocations that a test gives it.</summary>
internal sealed class ReferralsStub : Referrals.Wire.V1.Grpc.Referrals.ReferralsBase
{
    internal List<Allocation> Allocations { get; } = [];

    public override async Task StreamAllocations(
        StreamAllocationsRequest request, IServerStreamWriter<Allocation> responseStream, ServerCallContext context)
    {
        foreach (var allocation in Allocations) await responseStream.WriteAsync(allocation);
    }
}
