using System.Collections.Frozen;
using System.Text;

namespace Jeugdregio.Billing.Sepa;

/// <summary>
/// Text in the characters that every bank in SEPA takes (EPC217-08): letters and digits of the Latin alphabet, the
/// space
/// and <c>/ - ? : ( ) . , ' +</c>.
/// </summary>
internal static class SepaText
{
    private const string Punctuation = "/-?:().,'+ ";

    private const string Conversions =
        """
        A ÀÁÂÃÅĀĂĄ|a àáâãåāăą|Ae Ä|ae ä|AE Æ|ae æ|C ÇĆĈĊČ|c çćĉċč|D ÐĎĐ|d ðďđ|E ÈÉÊËĒĔĖĘĚ|e èéêëēĕėęě|G ĜĞĠĢ|g ĝğġģ|
        H ĤĦ|h ĥħ|I ÌÍÎÏĨĪĬĮİ|i ìíîïĩīĭįı|IJ Ĳ|ij ĳ|J Ĵ|j ĵ|K Ķ|k ķ|L ĹĻĽĿŁ|l ĺļľŀł|N ÑŃŅŇ|n ñńņňŉ|O ÒÓÔÕŌŎŐØ|
        o òóôõōŏőø|Oe Ö|oe ö|OE Œ|oe œ|R ŔŖŘ|r ŕŗř|S ŚŜŞŠȘ|s śŝşšș|ss ß|T ŢŤŦȚ|t ţťŧț|Th Þ|th þ|U ÙÚÛŨŪŬŮŰŲ|
        u ùúûũūŭůűų|Ue Ü|ue ü|W Ŵ|w ŵ|Y ÝŶŸ|y ýŷÿ|Z ŹŻŽ|z źżž|+ &|- –—_~|' ’‘`´"“”|( [{<|) ]}>|/ \|. ;!|
        """;

    private static readonly FrozenDictionary<char, string> Converted = Conversions
        .Replace("\n", "", StringComparison.Ordinal)
        .Split('|', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split(' ', 2))
        .SelectMany(c => c[1].Trim().Select(from => (From: from, To: c[0])))
        .ToFrozenDictionary(c => c.From, c => c.To);

    /// <summary>Converts what has a likeness, leaves out what has none, and cuts off at the length.</summary>
    internal static string Of(string text, int length)
    {
        var kept = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || Punctuation.Contains(c, StringComparison.Ordinal)) kept.Append(c);
            else if (Converted.TryGetValue(c, out var likeness)) kept.Append(likeness);
            else if (char.IsWhiteSpace(c)) kept.Append(' ');
        }
        var words = kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var whole = string.Join(' ', words);
        return whole.Length <= length ? whole : whole[..length].TrimEnd();
    }

    /// <summary>Is it right as it is, as a name or a text?</summary>
    internal static bool Fits(string text, int length) =>
        text.Length > 0 && text.Length <= length
        && text.All(c => char.IsAsciiLetterOrDigit(c) || Punctuation.Contains(c, StringComparison.Ordinal));

    /// <summary>
    /// An identification of at most 35 characters neither begins nor ends with a slash nor holds two.
    /// </summary>
    internal static bool IsIdentification(string text) =>
        Fits(text, 35) && text[0] is not ('/' or ' ') && text[^1] is not ('/' or ' ')
        && !text.Contains("//", StringComparison.Ordinal);
}
