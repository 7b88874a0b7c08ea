using System.Collections.Frozen;

namespace Jeugdregio.Ijw.Definition;

/// <summary>
/// Every element name of the standard. Only these are repeated to a sender; another could hold anything.
/// </summary>
internal static class ElementNames
{
    internal static readonly FrozenSet<string> All = Collect().ToFrozenSet(StringComparer.Ordinal);

    private static HashSet<string> Collect()
    {
        HashSet<string> names = [MessageDefinition.RootName];
        foreach (var definition in MessageDefinitions.All.Values) Collect(definition.Root, names);
        return names;
    }

    private static void Collect(ClassType type, HashSet<string> names)
    {
        foreach (var element in type.Elements)
        {
            names.Add(element.Name);
            if (element.Class is { } inner) Collect(inner, names);
        }
    }
}
