using Jeugdregio.Ijw.Fuzz.Documents;

namespace Jeugdregio.Ijw.Fuzz.Mutations;

/// <summary>
/// One change to a document: to its tree, to its text or to its bytes. It may find nothing to change, and what it makes
/// may still be valid.
/// </summary>
/// <param name="Name">What it does, in a few words.</param>
internal sealed record Mutation(string Name)
{
    internal Action<Document, Dice>? OnTree { get; private init; }

    internal Func<string, Dice, string>? OnText { get; private init; }

    internal Func<byte[], Dice, byte[]>? OnBytes { get; private init; }

    internal static Mutation Tree(string name, Action<Document, Dice> change) => new(name) { OnTree = change };

    internal static Mutation Text(string name, Func<string, Dice, string> change) => new(name) { OnText = change };

    internal static Mutation Bytes(string name, Func<byte[], Dice, byte[]> change) => new(name) { OnBytes = change };

    /// <summary>A change to one of the elements, the root included.</summary>
    internal static Mutation Any(string name, Action<Document, ElementNode, Dice> change) =>
        Tree(name, (document, dice) => change(document, dice.Pick(document.Elements), dice));

    /// <summary>A change to one of the elements in another.</summary>
    internal static Mutation Inner(string name, Action<ElementNode, ElementNode, Dice> change) =>
        Tree(name, (document, dice) =>
        {
            if (document.Elements is not [_, _, ..] elements) return;
            var element = elements[dice.Between(1, elements.Count - 1)];
            change(document.ParentOf(element)!, element, dice);
        });

    /// <summary>A change to one of the elements that hold elements.</summary>
    internal static Mutation Class(string name, Action<Document, ElementNode, Dice> change) =>
        Tree(name, (document, dice) =>
        {
            if (document.Classes is { Count: > 0 } classes) change(document, dice.Pick(classes), dice);
        });

    /// <summary>A change to one of the elements that hold a value.</summary>
    internal static Mutation Leaf(string name, Action<ElementNode, Dice> change) => Tree(name, (document, dice) =>
    {
        if (document.Leaves is { Count: > 0 } leaves) change(dice.Pick(leaves), dice);
    });

    /// <summary>A change to one of the values of some kind, when there is one.</summary>
    internal static Mutation Leaf(string name, Predicate<ElementNode> which, Action<ElementNode, Dice> change) =>
        Tree(name, (document, dice) =>
        {
            var leaves = document.Leaves.FindAll(which);
            if (leaves.Count > 0) change(dice.Pick(leaves), dice);
        });
}
