using System.Globalization;
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
        if (!DateOnly.TryParseExact(request.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw Malformed("day", "A day is written yyyy-MM-dd.");
        if (!caller.MaySee(municipality) && !caller.MaySee(provider))
            throw new Refusal("not-allowed", "The caller acts neither for this municipality nor for this provider.").ToRpcException(Code.PermissionDenied);
        var (product, category) = WhatIsAsked(request);

        var act = new MayAllocate(product, category, municipality, day, caller.ClientId);
        var outcome = MayAllocate.Decide(
            act, await terms.Of(provider.ToString(), day, stop),
            await approvals.Granted(provider.ToString(), municipality.ToString(), day, stop),
            region.Thresholds.ExpensiveTariffCents, region.CrisisCare);
        return outcome.Refused(out var why, out var allowed)
            ? new() { Allowed = false, RefusalCode = why.Code, RefusalDetail = why.Detail }
            : new()
            {
                Allowed = true,
                Segment = allowed.Segment,
                AgreementId = allowed.AgreementId.ToString(),
                TariffCents = allowed.TariffCents,
                TariffUnit = allowed.Unit,
                ApprovalDueOn = allowed.ApprovalFollows ? DueOn(day) : "",
            };
    }

    private string DueOn(DateOnly start) =>
        region.CrisisCare!.ApprovalDueOn(start, clock.Today()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

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
