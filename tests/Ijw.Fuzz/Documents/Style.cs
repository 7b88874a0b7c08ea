namespace Jeugdregio.Ijw.Fuzz.Documents;

/// <summary>How a document is written, when it is to say the same.</summary>
internal sealed record Style
{
    internal const string Utf8 = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    private static readonly string[] Declarations =
    [
        Utf8, Utf8, Utf8, "", "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='utf-8' ?>",
        "<?xml version=\"1.0\" encoding=\"Utf-8\" standalone=\"yes\"?>\n", "<?xml version=\"1.0\" standalone='no'?>",
    ];

    private static readonly (string Message, string Base)[] Prefixes =
    [
        ("jw", "ijw"), ("m", "i"), ("", "ijw"), ("jw", ""), ("ijw", "jw"), ("a.b-c_1", "é"), ("xm", "x"),
    ];

    internal string Declaration { get; private init; } = Utf8;

    /// <summary>The prefix of the message's namespace; none when it is the default.</summary>
    internal string MessagePrefix { get; private init; } = "jw";

    internal string BasePrefix { get; private init; } = "ijw";

    /// <summary>Whether each element says its namespace itself, without a prefix.</summary>
    internal bool IsDeclaredEachTime { get; private init; }

    internal string LineEnd { get; private init; } = "\n";

    internal string Indent { get; private init; } = "\t";

    internal bool HasMark { get; private init; }

    /// <summary>Whether an element with nothing in it is one tag.</summary>
    internal bool ClosesEmpty { get; private init; }

    internal string SpaceInTag { get; private init; } = "";

    internal static Style Any(Dice dice)
    {
        if (dice.OneIn(3)) return new();
        var (message, shared) = dice.Pick(Prefixes);
        return new()
        {
            Declaration = dice.Pick(Declarations),
            MessagePrefix = message,
            BasePrefix = shared,
            IsDeclaredEachTime = dice.OneIn(8),
            LineEnd = dice.Pick("", "\n", "\r\n", "\r"),
            Indent = dice.Pick("", "\t", "  "),
            HasMark = dice.OneIn(6),
            ClosesEmpty = dice.OneIn(2),
            SpaceInTag = dice.Pick("", "", "", " ", "\n", "\t "),
        };
    }
}
