using System.Net.Mime;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>How a received message stands.</summary>
/// <param name="Id">Identity of the receipt.</param>
/// <param name="Kind">E.g. <c>jw315</c>.</param>
/// <param name="Status"><c>received</c> or <c>judged</c>.</param>
/// <param name="Verdict"><c>accepted</c>, <c>partly</c> or <c>rejected</c>, once judged.</param>
/// <param name="Duplicate">An earlier message of the sender has the same identification (TR056).</param>
/// <param name="ReceivedAt">UTC.</param>
/// <param name="Reply">Path of the answer, once there is one.</param>
public sealed record MessageStatus(
    Guid Id, string Kind, string Status, string? Verdict, bool Duplicate, DateTimeOffset ReceivedAt, string? Reply);

/// <summary>Where iJw messages come in: refused with place and reason when they are not acceptable, else stored and answered 202.</summary>
public static class MessagesIn
{
    /// <summary>Maps <c>POST /ijw/v1/{kind}</c> and <c>GET /ijw/v1/{kind}/{id}</c> for the kinds that providers send here.</summary>
    public static void MapMessagesIn(this IEndpointRouteBuilder routes, params MessageKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            routes.MapPost($"/ijw/v1/{kind.Name()}", (
                HttpContext context, Caller caller, MessageIntake intake, RegionPack region, TimeProvider clock, CancellationToken stop) =>
                    Receive(kind, context, caller, intake, region, clock, stop))
                .For(Role.Provider)
                .WithName($"Send{kind}").WithTags("messages").WithSummary($"Sends a {kind.ToString().ToUpperInvariant()}.")
                .Accepts<string>(MediaTypeNames.Application.Xml)
                .Produces<MessageStatus>(StatusCodes.Status202Accepted);
            routes.MapGet($"/ijw/v1/{kind.Name()}/{{id:guid}}", (Guid id, Caller caller, MailboxStore mailbox, CancellationToken stop) =>
                    Status(kind, id, caller, mailbox, stop))
                .For(Role.Provider, Role.Municipality)
                .WithName($"Get{kind}Status").WithTags("messages").WithSummary($"How a received {kind.ToString().ToUpperInvariant()} stands.")
                .Produces<MessageStatus>();
        }
    }

    private static async Task<Results<Accepted<MessageStatus>, ProblemHttpResult>> Receive(
        MessageKind kind, HttpContext context, Caller caller, MessageIntake intake, RegionPack region, TimeProvider clock, CancellationToken stop)
    {
        if (!IsXml(context.Request.ContentType))
            return new Refusal("content-type-not-xml", "An iJw message is sent as application/xml.", "Content-Type", "OP192").ToProblem(415);
        using var body = new MemoryStream((int)Math.Clamp(context.Request.ContentLength ?? 0, 0, ReadLimits.Default.Bytes));
        await context.Request.Body.CopyToAsync(body, stop);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        var reading = IjwReader.Read(bytes, kind);
        if (reading.Message?.CommonHeader is not { } header) return NotAcceptable(reading);
        if (MayNot(header, caller, region, clock.Today()) is { } problem) return problem;
        var received = await intake.Receive(reading, bytes, caller.ClientId, stop);
        var at = $"/ijw/v1/{kind.Name()}/{received.Id}";
        return TypedResults.Accepted(at, new MessageStatus(
            received.Id, kind.Name(), "received", null, received.DuplicateOf is not null, received.ReceivedAt, null));
    }

    /// <summary>The party that the platform serves is the caller's own; the other party is a municipality of the region.</summary>
    private static ProblemHttpResult? MayNot(Header header, Caller caller, RegionPack region, DateOnly today)
    {
        // a JW302 answers a JW301 and carries its sender (the municipality) and receiver (the provider) unchanged
        var (ours, field, theirs, theirField) = header is RetourHeader
            ? (header.Ontvanger, "Ontvanger", header.Afzender, "Afzender")
            : (header.Afzender, "Afzender", header.Ontvanger, "Ontvanger");
        if (caller.Provider?.ToString() != ours)
            return new Refusal("sender-is-not-you", $"{field} is not the provider of your token.", $"Bericht/Header/{field}", "G03").ToProblem(403);
        return !MunicipalityCode.TryParse(theirs, out var municipality) || !region.Serves(municipality, today)
            ? new Refusal(
                "municipality-not-served", $"Municipality {theirs} is not served by {region.Name}.", $"Bericht/Header/{theirField}", "G02").ToProblem()
            : null;
    }

    private static ProblemHttpResult NotAcceptable(Reading reading)
    {
        var first = reading.Findings[0];
        var problem = new Refusal(
            "message-not-acceptable", $"Line {first.Line}, column {first.Column}, {first.Path}: {first.Text}", first.Path, first.Rule).ToProblem(400);
        problem.ProblemDetails.Extensions["findings"] = reading.Findings
            .Select(f => new { rule = f.Rule, path = f.Path, line = f.Line, column = f.Column, text = f.Text }).ToArray();
        return problem;
    }

    private static async Task<Results<Ok<MessageStatus>, ProblemHttpResult>> Status(
        MessageKind kind, Guid id, Caller caller, MailboxStore mailbox, CancellationToken stop)
    {
        var found = await mailbox.FindIn(id, kind.Name(), stop);
        if (found is null || !Mailboxes.Of(caller).Any(own => own == found.Sender || own == found.Receiver)) return Problems.Missing("message");
        return TypedResults.Ok(new MessageStatus(
            found.Id, found.Kind, found.JudgedAt is null ? "received" : "judged", found.Verdict, found.DuplicateOf is not null,
            found.ReceivedAt, found.ReplyId is null ? null : $"/ijw/v1/{found.ReplyKind}/{found.ReplyId}"));
    }

    private static bool IsXml(string? contentType) =>
        System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType is MediaTypeNames.Application.Xml or MediaTypeNames.Text.Xml
        && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}

internal static class Mailboxes
{
    /// <summary>The codes under which the caller receives messages.</summary>
    internal static IEnumerable<string> Of(Caller caller) =>
        caller.Provider is { } provider ? [provider.ToString()] : caller.Municipalities.Select(m => m.ToString());
}
