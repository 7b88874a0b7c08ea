using System.Globalization;
using System.Text;

namespace Jeugdregio.Ijw.Tool;

/// <summary>Texts for people.</summary>
internal static class Printable
{
    /// <summary>
    /// The text on one line, without what a terminal obeys or what makes it show something else than is there: a
    /// file's name may hold control characters, ends of lines and marks that turn the direction of a text.
    /// </summary>
    internal static string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnseen(Rune.GetUnicodeCategory(rune))) shown.Append('?');
            else shown.Append(rune.ToString());
        }
        return shown.ToString();
    }

    /// <summary>The words of a text of more lines, printable.</summary>
    internal static string OnOneLine(string text) => Of(
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The name as people write it: <c>JW315</c>.</summary>
    internal static string Title(this MessageKind kind) => kind.Name().ToUpperInvariant();

    private static bool IsUnseen(UnicodeCategory category) => category is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;
}
