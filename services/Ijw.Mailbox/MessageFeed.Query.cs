using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Xml;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>
/// What was sent to somebody, as an ordered Atom feed (RFC 4287) with a cursor: each entry holds the message itself. Nothing
/// is taken away by reading; whoever keeps the cursor of <c>rel="next"</c> reads every message once.
/// </summary>
public static class MessageFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const int LimitMax = 100;

    /// <summary>Maps <c>GET /ijw/v1/{kind}?after=&amp;limit=&amp;receiver=</c> and <c>GET /ijw/v1/{kind}/{id}</c> (the message alone).</summary>
    public static void MapMessageFeed(this IEndpointRouteBuilder routes, params MessageKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            routes.MapGet($"/ijw/v1/{kind.Name()}", (
                Caller caller, MailboxStore mailbox, CancellationToken stop, string? after = null, int limit = 50, string? receiver = null) =>
                    Read(kind, caller, mailbox, after, limit, receiver, stop))
                .For(Role.Provider, Role.Municipality)
                .WithName($"Read{kind}Feed").WithTags("messages").WithSummary($"Reads the {kind.ToString().ToUpperInvariant()} messages sent to you, in order.")
                .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Application.Xml);
            routes.MapGet($"/ijw/v1/{kind.Name()}/{{id:guid}}", (Guid id, Caller caller, MailboxStore mailbox, CancellationToken stop) =>
                    ReadOne(kind, id, caller, mailbox, stop))
                .For(Role.Provider, Role.Municipality)
                .WithName($"Read{kind}").WithTags("messages").WithSummary($"One {kind.ToString().ToUpperInvariant()} sent by or to you.")
                .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Application.Xml);
        }
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Read(
        MessageKind kind, Caller caller, MailboxStore mailbox, string? after, int limit, string? receiver, CancellationToken stop)
    {
        long cursor = 0;
        if (after is not null && (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out cursor)))
            return Problems.Malformed("after", "The cursor is the one given by the link rel=next of an earlier answer.");
        if (limit is < 1 or > LimitMax) return Problems.Malformed("limit", $"1 to {LimitMax} messages at a time.");
        var own = Mailboxes.Of(caller).ToList();
        if (receiver is null && own.Count > 1) return Problems.Malformed("receiver", "You receive for more than one municipality: say for which.");
        receiver ??= own.FirstOrDefault();
        if (receiver is null || !own.Contains(receiver)) return Problems.Missing("mailbox");
        var messages = await mailbox.Feed(receiver, kind.Name(), cursor, limit, stop);
        return TypedResults.Content(Write(kind, receiver, cursor, limit, messages), MediaTypeNames.Application.Xml, Encoding.UTF8);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReadOne(
        MessageKind kind, Guid id, Caller caller, MailboxStore mailbox, CancellationToken stop)
    {
        var found = await mailbox.FindOut(id, kind.Name(), stop);
        return found is null || !Mailboxes.Of(caller).Any(own => own == found.Sender || own == found.Receiver)
            ? Problems.Missing("message")
            : TypedResults.File(found.Bytes, MediaTypeNames.Application.Xml);
    }

    private static string Write(MessageKind kind, string receiver, long cursor, int limit, IReadOnlyList<OutMessage> messages)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { OmitXmlDeclaration = true }))
        {
            var path = $"/ijw/v1/{kind.Name()}";
            var last = messages.Count > 0 ? messages[^1].Position : cursor;
            xml.WriteStartElement("feed", Atom);
            xml.WriteElementString("id", Atom, $"urn:jeugdregio:feed:{kind.Name()}:{receiver}");
            xml.WriteElementString("title", Atom, $"{kind.ToString().ToUpperInvariant()} {receiver}");
            xml.WriteElementString("updated", Atom, Instant(messages.Count > 0 ? messages[^1].SentAt : DateTimeOffset.UnixEpoch));
            Link(xml, "next", string.Create(CultureInfo.InvariantCulture, $"{path}?after={last}&limit={limit}&receiver={receiver}"));
            foreach (var message in messages) Entry(xml, path, message);
            xml.WriteEndElement();
        }
        return text.ToString();
    }

    private static void Entry(XmlWriter xml, string path, OutMessage message)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("id", Atom, $"urn:uuid:{message.Id}");
        xml.WriteElementString("title", Atom, message.Identification);
        xml.WriteElementString("updated", Atom, Instant(message.SentAt));
        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, message.Sender);
        xml.WriteEndElement();
        Link(xml, "alternate", $"{path}/{message.Id}");
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", MediaTypeNames.Application.Xml);
        using (var reader = XmlReader.Create(new MemoryStream(message.Bytes), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }))
        {
            reader.MoveToContent();
            xml.WriteNode(reader, defattr: false);
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string rel, string href)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
