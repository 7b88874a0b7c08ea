using System.Collections.Frozen;

namespace Jeugdregio.Ijw;

/// <summary>The fourteen messages of iJw 3.2.</summary>
public enum MessageKind
{
    /// <summary>Allocation: municipality to provider.</summary>
    Jw301,

    /// <summary>Reply to 301.</summary>
    Jw302,

    /// <summary>Start of care: provider to municipality.</summary>
    Jw305,

    /// <summary>Reply to 305.</summary>
    Jw306,

    /// <summary>End of care: provider to municipality.</summary>
    Jw307,

    /// <summary>Reply to 307.</summary>
    Jw308,

    /// <summary>Request for an allocation: provider to municipality.</summary>
    Jw315,

    /// <summary>Reply to 315.</summary>
    Jw316,

    /// <summary>Request for a change of allocations: provider to municipality.</summary>
    Jw317,

    /// <summary>Reply to 317.</summary>
    Jw318,

    /// <summary>Answer to a request (refused, or being looked into): municipality to provider.</summary>
    Jw319,

    /// <summary>Reply to 319.</summary>
    Jw320,

    /// <summary>Declaration: provider to municipality.</summary>
    Jw323,

    /// <summary>Answer to a declaration: municipality to provider.</summary>
    Jw325,
}

/// <summary>What the standard says of each message kind: its code (COD002), its reply, who sends it.</summary>
public static class MessageKinds
{
    private static readonly FrozenDictionary<MessageKind, string> CodeOf = new Dictionary<MessageKind, string>
    {
        [MessageKind.Jw301] = "436",
        [MessageKind.Jw302] = "437",
        [MessageKind.Jw305] = "438",
        [MessageKind.Jw306] = "439",
        [MessageKind.Jw307] = "440",
        [MessageKind.Jw308] = "441",
        [MessageKind.Jw315] = "446",
        [MessageKind.Jw316] = "447",
        [MessageKind.Jw317] = "486",
        [MessageKind.Jw318] = "487",
        [MessageKind.Jw319] = "488",
        [MessageKind.Jw320] = "489",
        [MessageKind.Jw323] = "490",
        [MessageKind.Jw325] = "491",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, MessageKind> KindByCode =
        CodeOf.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, MessageKind> KindByName =
        CodeOf.Keys.ToFrozenDictionary(kind => kind.Name(), StringComparer.OrdinalIgnoreCase);

    /// <summary>All kinds, in the order of their numbers.</summary>
    public static IReadOnlyList<MessageKind> All { get; } = Enum.GetValues<MessageKind>();

    /// <summary>The message code of the header: <c>436</c> to <c>491</c>.</summary>
    public static string Code(this MessageKind kind) => CodeOf[kind];

    /// <summary>The lower-case name, as in addresses and namespaces: <c>jw315</c>.</summary>
    public static string Name(this MessageKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The kind that answers this one; null for a kind that gets no answer.</summary>
    public static MessageKind? Reply(this MessageKind kind) => kind switch
    {
        MessageKind.Jw301 => MessageKind.Jw302,
        MessageKind.Jw305 => MessageKind.Jw306,
        MessageKind.Jw307 => MessageKind.Jw308,
        MessageKind.Jw315 => MessageKind.Jw316,
        MessageKind.Jw317 => MessageKind.Jw318,
        MessageKind.Jw319 => MessageKind.Jw320,
        MessageKind.Jw323 => MessageKind.Jw325,
        _ => null,
    };

    /// <summary>The kind this one answers; null for a kind that answers nothing.</summary>
    public static MessageKind? Answers(this MessageKind kind)
    {
        foreach (var other in All)
            if (other.Reply() == kind) return other;
        return null;
    }

    /// <summary>
    /// True when <c>Afzender</c> is the municipality and <c>Ontvanger</c> the provider. A retour copies both from the
    /// message it answers, so it has the answer of that message.
    /// </summary>
    public static bool SenderIsMunicipality(this MessageKind kind) => kind is MessageKind.Jw301 or MessageKind.Jw302
        or MessageKind.Jw319 or MessageKind.Jw320 or MessageKind.Jw325;

    /// <summary>The kind with this message code, or null.</summary>
    public static MessageKind? FromCode(string code) => KindByCode.TryGetValue(code, out var kind) ? kind : null;

    /// <summary>The kind with this name (<c>jw315</c>, any case), or null.</summary>
    public static MessageKind? FromName(string name) => KindByName.TryGetValue(name, out var kind) ? kind : null;
}
