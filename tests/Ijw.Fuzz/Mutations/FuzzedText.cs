using System.Text;
using System.Text.RegularExpressions;
using Jeugdregio.Ijw.Fuzz.Documents;

namespace Jeugdregio.Ijw.Fuzz.Mutations;

/// <summary>A text that follows from two numbers alone, with what was done to it.</summary>
/// <param name="Seed">The run it is of.</param>
/// <param name="Index">Which of the run, from 0.</param>
/// <param name="Kind">The message it was made from.</param>
/// <param name="Changes">What was done to it, by name; nothing for a message that is written in some way.</param>
/// <param name="Bytes">The text.</param>
internal sealed partial record FuzzedText(
    int Seed, int Index, MessageKind Kind, IReadOnlyList<string> Changes, byte[] Bytes)
{
    private static readonly IReadOnlyList<Mutation>[] Families =
    [
        StructureMutations.All, ValueMutations.All, ValueMutations.All, MarkupMutations.All, OuterMutations.All,
        TextMutations.All,
    ];

    /// <summary>Every change there is.</summary>
    internal static IEnumerable<Mutation> Changing => Families.Distinct().SelectMany(family => family);

    internal static FuzzedText Of(int seed, int index)
    {
        var dice = new Dice(seed, index);
        var count = dice.Pick(0, 1, 1, 1, 1, 1, 2, 2, 2, 3);
        Mutation[] changes = [.. Enumerable.Range(0, count).Select(_ => dice.Pick(dice.Pick(Families)))];
        return Of(seed, index, Style.Any(dice), changes, dice);
    }

    /// <summary>
    /// Whether it can be asked in which element it is wrong: one change, and no line end within a tag, which .NET's
    /// parser counts twice when its buffer ends there.
    /// </summary>
    internal bool HasOnePlace => Changes.Count == 1 && !HasLineEndInTag(Bytes);

    internal static bool HasLineEndInTag(byte[] text) => LineEndInTag().IsMatch(Encoding.Latin1.GetString(text));

    private static FuzzedText Of(int seed, int index, Style style, IReadOnlyList<Mutation> changes, Dice dice)
    {
        var kind = dice.Pick(MessageKinds.All);
        var root = dice.OneIn(2) ? Origins.Sample(kind) : null;
        var document = new Document(kind, root ?? Origins.Made(kind, dice), style);
        foreach (var change in changes) change.OnTree?.Invoke(document, dice);
        var text = document.Write();
        foreach (var change in changes)
            if (text.Length > 0) text = change.OnText?.Invoke(text, dice) ?? text;
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var change in changes) bytes = change.OnBytes?.Invoke(bytes, dice) ?? bytes;
        return new(seed, index, kind, [.. changes.Select(change => change.Name)], bytes);
    }

    [GeneratedRegex("<[^>]*[\r\n]")]
    private static partial Regex LineEndInTag();
}
