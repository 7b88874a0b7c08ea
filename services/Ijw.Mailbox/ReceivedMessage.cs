using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>A message as it came in, stored before it is judged.</summary>
/// <param name="Id">Our own identity of the receipt.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sender">AGB or municipality code: who the token says sent it.</param>
/// <param name="Receiver">Municipality or AGB code.</param>
/// <param name="Identification">The sender's, unique per kind (TR056).</param>
/// <param name="Dated">Dagtekening.</param>
/// <param name="ReceivedAt">UTC.</param>
/// <param name="DuplicateOf">The earlier receipt with the same sender, kind and identification.</param>
public sealed record ReceivedMessage(
    Guid Id, MessageKind Kind, string Sender, string Receiver, string Identification, DateOnly Dated, DateTimeOffset ReceivedAt,
    Guid? DuplicateOf);

/// <summary>What came of judging a message.</summary>
/// <param name="Verdict"><c>accepted</c>, <c>partly</c> or <c>rejected</c>.</param>
/// <param name="Reply">What goes back to the sender; null for a message that gets no answer (JW302).</param>
public sealed record MessageJudgement(string Verdict, IjwMessage? Reply)
{
    /// <summary>The reply as it is kept, when it was written already (<see cref="MailboxStore.Write"/>).</summary>
    public WrittenReply? Written { get; init; }

    public const string Accepted = "accepted";
    public const string Partly = "partly";
    public const string Rejected = "rejected";
}
