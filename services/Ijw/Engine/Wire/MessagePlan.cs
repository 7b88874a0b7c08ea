using System.Collections.Concurrent;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>
/// A message definition as the bytes it has on the wire with given prefixes: what <see cref="WireReader{TSink}"/>
/// compares a text with.
/// </summary>
internal sealed class MessagePlan
{
    private const int MostKept = 64;

    private static readonly ConcurrentDictionary<(MessageKind, string, string), MessagePlan> Known = new();

    private MessagePlan(MessageKind kind, string prefix, string basePrefix)
    {
        Definition = MessageDefinitions.All[kind];
        var root = new Element(MessageDefinition.RootName, true, false, null, Definition.Root);
        Root = new(root, null, prefix, prefix, basePrefix, ClassBinding.Of(kind), "");
    }

    internal MessageDefinition Definition { get; }

    internal SlotPlan Root { get; }

    /// <summary>Prefixes are the sender's choice, so what is kept of them has a limit.</summary>
    internal static MessagePlan Of(MessageKind kind, string prefix, string basePrefix)
    {
        if (Known.TryGetValue((kind, prefix, basePrefix), out var known)) return known;
        var plan = new MessagePlan(kind, prefix, basePrefix);
        if (Known.Count < MostKept) Known.TryAdd((kind, prefix, basePrefix), plan);
        return plan;
    }
}

/// <summary>An element at its place in a message.</summary>
internal sealed class SlotPlan
{
    internal SlotPlan(
        Element element,
        ElementBinding? binding,
        string own,
        string prefix,
        string basePrefix,
        ClassBinding? inner,
        string parent)
    {
        (Element, Binding, Inner) = (element, binding, inner);
        Path = parent.Length == 0 ? element.Name : $"{parent}/{element.Name}";
        var name = own.Length == 0 ? element.Name : $"{own}:{element.Name}";
        StartTag = new($"<{name}>");
        EndTag = new($"</{name}>");
        Field = DeclarationFields.Of(Path);
        if (element.Simple is { } simple) Simple = new(simple);
        if (inner is null) return;
        var used = inner.Type.Shared ? basePrefix : prefix;
        Slots =
        [
            .. inner.Elements.Select(
                child => new SlotPlan(child.Element, child, used, prefix, basePrefix, child.Class, Path)),
        ];
    }

    internal Element Element { get; }

    /// <summary>The element as a property of the model; null for the root.</summary>
    internal ElementBinding? Binding { get; }

    /// <summary>The class it holds, or null when it holds a value.</summary>
    internal ClassBinding? Inner { get; }

    /// <summary>Element names from the root, without numbers.</summary>
    internal string Path { get; }

    internal readonly Tag StartTag;

    internal readonly Tag EndTag;

    internal SlotPlan[] Slots { get; } = [];

    internal ValuePlan? Simple { get; }

    internal bool Required => Element.Required;

    internal bool Repeats => Element.Repeats;

    /// <summary>What it is to a <see cref="DeclarationLine"/>.</summary>
    internal DeclarationField Field { get; }
}
