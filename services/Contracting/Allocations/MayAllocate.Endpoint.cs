using Google.Rpc;
using Jeugdregio.Contracting.Approvals;
using Jeugdregio.Contracting.Wire.V1.Grpc;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Grpc;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Allocations;

/// <summary>The question over gRPC: a refusal is an answer, a question that makes no sense is an error.</summary>
internal sealed class MayAllocateEndpoint(
    TermsStore terms, ApprovalStore approvals, RegionPack region, TimeProvider clock)
{
    internal async Task<MayAllocateReply> Answer(MayAllocateRequest request, Caller caller, CancellationToken stop)
    {
        if (!AgbCode.TryParse(request.Provider, out var provider)) throw Malformed("provider", "An AGB code is eight digits.");
        if (!MunicipalityCode.TryParse(request.Municipality, out var municipality))
            throw Malformed("municipality", "A municipality code is four digits.");
        var day = Day(request.Day, "day");
        if (!caller.MaySee(municipality) && !caller.MaySee(provider))
            throw new Refusal("not-allowed", "The caller acts neither for this municipality nor for this provider.").ToRpcException(Code.PermissionDenied);
        var (product, category) = WhatIsAsked(request);

        var act = new MayAllocate(product, category, municipality, day, caller.ClientId);
        var client = ClientOf(request);
        var move = MoveOf(request);
        var outcome = MayAllocate.Decide(
            act, await terms.Of(provider.ToString(), client, day, stop),
            await approvals.Granted(provider.ToString(), municipality.ToString(), day, stop),
            region.Thresholds.ExpensiveTariffCents, region.CrisisCare);
        // what the municipality that was left has agreed is told only where it is the answer
        if (outcome.Refused(out _, out _) && move?.Covers(act) is true
            && !(await AfterMove(act, move, provider, client, stop)).Refused(out _, out var goesOn)) outcome = goesOn;
        return outcome.Refused(out var why, out var allowed)
            ? new() { Allowed = false, RefusalCode = why.Code, RefusalDetail = why.Detail }
            : Reply(allowed, day);
    }

    private MayAllocateReply Reply(MayBeAllocated allowed, DateOnly day)
    {
        var reply = new MayAllocateReply
        {
            Allowed = true,
            Segment = allowed.Segment,
            AgreementId = allowed.AgreementId.ToString(),
            TariffCents = allowed.TariffCents,
            TariffUnit = allowed.Unit,
            ApprovalDueOn = allowed.ApprovalFollows
                ? WireDay.Text(region.CrisisCare!.ApprovalDueOn(day, clock.Today()))
                : "",
        };
        if (allowed.LastDay is { } last) reply.LastDay = WireDay.Text(last);
        return reply;
    }

    private async Task<Outcome<MayBeAllocated>> AfterMove(
        MayAllocate act, Move move, AgbCode provider, ClientKey? client, CancellationToken stop) =>
        move.Decide(
            act, await terms.Of(provider.ToString(), client, move.LastDay, stop),
            await terms.Of(provider.ToString(), client, move.FirstDay, stop),
            await approvals.Granted(provider.ToString(), move.From.ToString(), move.FirstDay, stop),
            region.Thresholds.ExpensiveTariffCents);

    private static ClientKey? ClientOf(MayAllocateRequest request) =>
        !request.HasClientKey ? null
        : request.ClientKey.Length == 32 && request.ClientKey.All(char.IsAsciiHexDigitLower) ? new(request.ClientKey)
        : throw Malformed("client_key", "A client key is 32 hexadecimal digits.");

    private static Move? MoveOf(MayAllocateRequest request)
    {
        if (request.Moved is not { } moved) return null;
        if (!MunicipalityCode.TryParse(moved.Municipality, out var from))
            throw Malformed("moved.municipality", "A municipality code is four digits.");
        var (first, last) = (Day(moved.FirstDay, "moved.first_day"), Day(moved.LastDay, "moved.last_day"));
        return first <= last && last <= Move.LastMove
            ? new(from, first, last)
            : throw Malformed("moved.last_day", "The last day is on or after the first, and not the end of time.");
    }

    private static DateOnly Day(string text, string field) =>
        WireDay.TryParse(text, out var day)
            ? day
            : throw Malformed(field, "A day is written yyyy-MM-dd.");

    private static (ProductCode? Product, string Category) WhatIsAsked(MayAllocateRequest request)
    {
        if (request.Product.Length > 0)
        {
            if (!ProductCode.TryParse(request.Product, out var product))
                throw Malformed("product", "A product code is two digits and up to three more characters.");
            return request.Category.Length == 0 || request.Category == product.Category
                ? (product, product.Category)
                : throw Malformed("category", "The product is not of this category.");
        }
        return request.Category.Length == 2 && request.Category.All(char.IsAsciiDigit)
            ? (null, request.Category)
            : throw Malformed("category", "Without a product, a category of two digits is asked for.");
    }

    private static Grpc.Core.RpcException Malformed(string field, string detail) =>
        new Refusal("malformed-input", detail, field).ToRpcException(Code.InvalidArgument);
}
