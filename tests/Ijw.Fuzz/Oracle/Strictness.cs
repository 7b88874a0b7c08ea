using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Jeugdregio.Ijw.Fuzz.Oracle;

/// <summary>
/// What is refused on purpose though the schemas allow it, found in the plainest way and from the text alone, not from
/// what the reader says of it.
/// </summary>
internal static partial class Strictness
{
    internal const string Size = "more than 25 MB";
    internal const string Encoding = "an encoding other than UTF-8";
    internal const string Instruction = "a processing instruction";
    internal const string Run = "more than 4 KB in one piece";
    internal const string Version = "a version of XML other than 1.0";
    internal const string Value = "a value of more than 4,096 characters or pieces";
    internal const string Asides = "more than 4,096 comments and sections, and more than one in 24 bytes";

    private const int MostInOnePiece = 4096;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Why a text that is valid by the official schemas is to be refused, or null.</summary>
    internal static string? Of(byte[] text)
    {
        if (text.Length > 25 * 1024 * 1024) return Size;
        if (!IsUtf8(text)) return Encoding;
        if (text.Length <= MostInOnePiece) return OfNodes(text);
        var pieces = Pieces().Matches(System.Text.Encoding.Latin1.GetString(text));
        return LongestOf(pieces) > MostInOnePiece ? Run : HasTooManyAsides(pieces) ? Asides : OfNodes(text);
    }

    /// <summary>A NUL is in no XML, so where the schemas find nothing wrong it is half of something else.</summary>
    private static bool IsUtf8(byte[] text)
    {
        if (text.Contains((byte)0)) return false;
        try
        {
            return Strict.GetCharCount(text) >= 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Bytes between the start of a tag, comment or section and the next.</summary>
    private static int LongestOf(MatchCollection pieces) =>
        pieces.Max(piece => piece.Value[0] == '<' ? piece.Length - 1 : piece.Length);

    /// <summary>In every beginning of the text there may be 4,096, and one for every 24 bytes of it.</summary>
    private static bool HasTooManyAsides(MatchCollection pieces) => pieces
        .Where(piece => piece.Value.StartsWith("<!", StringComparison.Ordinal))
        .Index()
        .Any(aside => aside.Index + 1 - 4096 > aside.Item.Index / 24.0);

    private static string? OfNodes(byte[] text)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true,
        };
        using var xml = XmlReader.Create(new MemoryStream(text), settings);
        var (isLeaf, length, pieces) = (false, 0, 0);
        while (xml.Read())
            switch (xml.NodeType)
            {
                case XmlNodeType.ProcessingInstruction: return Instruction;
                case XmlNodeType.XmlDeclaration when xml.GetAttribute("version") != "1.0": return Version;
                case XmlNodeType.XmlDeclaration when xml.GetAttribute("encoding") is { } encoding
                    && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase): return Encoding;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace
                    or XmlNodeType.SignificantWhitespace:
                    (length, pieces) = (length + xml.Value.Length, pieces + 1);
                    break;
                // no value is empty, so that what is, is a class whose elements are all left out
                case XmlNodeType.EndElement when isLeaf && length > 0 && Math.Max(length, pieces) > MostInOnePiece:
                    return Value;
                default: (isLeaf, length, pieces) = (xml.NodeType == XmlNodeType.Element, 0, 0); break;
            }
        return null;
    }

    [GeneratedRegex("<!--.*?-->[^<]*|<!\\[CDATA\\[.*?\\]\\]>[^<]*|<[^<]*|^[^<]+", RegexOptions.Singleline)]
    private static partial Regex Pieces();
}
