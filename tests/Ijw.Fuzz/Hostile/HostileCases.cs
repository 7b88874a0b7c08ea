namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>All that was made to hurt, with what a careless parser would fetch.</summary>
/// <param name="file">A file that must not be read.</param>
/// <param name="address">An address that must not be connected to.</param>
internal sealed class HostileCases(Uri file, Uri address)
{
    /// <summary>Refusals, as the reader words them.</summary>
    internal const string TooLong =
        "There are more than 4096 bytes between the start of a tag and the start of the next.";

    internal const string TooLarge = "The message is larger than 26214400 bytes.";
    internal const string TooDeep = "Elements are nested deeper than 16.";
    internal const string TooMuch = "There is too much that does not belong here; the rest is not read.";
    internal const string Broken = "The text is not well-formed XML here.";
    internal const string NoDocumentType = "A document type declaration is not allowed.";
    internal const string NoInstruction = "A processing instruction is not allowed.";
    internal const string NoAttribute = "An attribute that does not belong here.";
    internal const string NoElement = "An element that does not belong here.";
    internal const string NotUtf8 = "The text is not UTF-8.";
    internal const string OtherEncoding = "The text declares an encoding other than UTF-8.";
    internal const string OtherRoot = "The root is not Bericht in the namespace of a message of iJw 3.2.";

    internal IEnumerable<HostileCase> All =>
        [.. new FetchingCases(file, address).All, .. HugeCases.All, .. LargeCases.All, .. OtherMessageCases.All,
            .. EncodingCases.All];
}
