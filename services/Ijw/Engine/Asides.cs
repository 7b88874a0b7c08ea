namespace Jeugdregio.Ijw.Engine;

/// <summary>
/// How many asides, comments and CDATA sections, a text may have: they cost a parser as much as an element does and
/// take seven bytes to write. One for every value and more is fine, also thousands in one place; a text of next to
/// nothing else is not (decision 0016).
/// </summary>
internal static class Asides
{
    /// <summary>How many there may be wherever they are.</summary>
    internal const int Free = 4096;

    /// <summary>And one more for so many bytes of text before it.</summary>
    internal const int BytesForOne = 24;

    internal const string TooMany = "There are too many comments and CDATA sections for so little else.";

    /// <summary>Whether the last of so many may begin so many bytes from the beginning of the text.</summary>
    internal static bool MayBe(long count, long at) => (count - Free) * BytesForOne <= at;
}
