namespace Jeugdregio.Ijw.Definition;

/// <summary>A message of the standard: the namespace it is written in and what its root holds.</summary>
/// <param name="Kind">Which message.</param>
/// <param name="Root">The class of the root element <c>Bericht</c>.</param>
internal sealed record MessageDefinition(MessageKind Kind, ClassType Root)
{
    internal const string RootName = "Bericht";

    internal const string BaseNamespace = "http://www.istandaarden.nl/ijw/3_2/basisschema/schema";

    internal const string BasePrefix = "ijw";

    internal string Namespace { get; } = $"http://www.istandaarden.nl/ijw/3_2/{Kind.Name()}/schema";

    internal string Prefix { get; } = Kind.Name();

    /// <summary>The namespace of the elements in a class.</summary>
    internal string NamespaceIn(ClassType type) => type.Shared ? BaseNamespace : Namespace;
}
