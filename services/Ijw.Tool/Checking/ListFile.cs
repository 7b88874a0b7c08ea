using System.Globalization;
using Microsoft.VisualBasic.FileIO;

namespace Jeugdregio.Ijw.Tool.Checking;

/// <summary>A list that a check is made against cannot be used; the message says which, where and why.</summary>
internal sealed class ListException(string message) : Exception(message);

/// <summary>
/// A code list from a file: values with commas between, in UTF-8, with the names of the columns on the first line.
/// Other columns than those asked for may be there too.
/// </summary>
internal static class ListFile
{
    /// <summary>More than any list has: what is larger is another file.</summary>
    private const long MostBytes = 16 * 1024 * 1024;

    /// <summary>
    /// Municipalities: <c>code</c>, and where known <c>from</c> and <c>until</c>, the first and the last day.
    /// </summary>
    /// <returns>Whether a code is that of a municipality on a day (TR378).</returns>
    /// <exception cref="ListException">The file is no such list.</exception>
    internal static Func<string, DateOnly, bool> Municipalities(string path)
    {
        var days = Read(path, ["code"], ["from", "until"]).Select(row => (
            Code: row.Code("code", 4),
            From: row.Day("from") ?? DateOnly.MinValue,
            Until: row.Day("until") ?? DateOnly.MaxValue)).ToLookup(row => row.Code, StringComparer.Ordinal);
        return (code, day) => days[code].Any(row => row.From <= day && day <= row.Until);
    }

    /// <summary>Products: <c>code</c> and <c>category</c>.</summary>
    /// <returns>Whether a code, the first, is a product of a category, the second (TR381).</returns>
    /// <exception cref="ListException">The file is no such list.</exception>
    internal static Func<string, string, bool> Products(string path)
    {
        var pairs = Read(path, ["code", "category"], [])
            .Select(row => (row.Text("code"), row.Code("category", 2))).ToHashSet();
        return (code, category) => pairs.Contains((code, category));
    }

    private static List<Row> Read(string path, string[] needed, string[] known)
    {
        try
        {
            if (!File.Exists(path)) throw new ListException($"{path}: there is no such file.");
            if (new FileInfo(path).Length > MostBytes)
                throw new ListException($"{path}: it is larger than any list is.");
            using var parser = new TextFieldParser(path) { Delimiters = [","], TrimWhiteSpace = true };
            var columns = parser.ReadFields()?.Index()
                .GroupBy(column => column.Item.ToLowerInvariant(), column => column.Index)
                .ToDictionary(column => column.Key, column => column.First()) ?? [];
            if (needed.FirstOrDefault(name => !columns.ContainsKey(name)) is { } missing)
                throw new ListException($"{path}: its first line names no column '{missing}'.");
            var wanted = needed.Concat(known).Where(columns.ContainsKey)
                .ToDictionary(name => name, name => columns[name]);
            var rows = new List<Row>();
            while (!parser.EndOfData)
            {
                // the parser passes over empty lines, and has no next line after the last
                var before = parser.LineNumber;
                if (parser.ReadFields() is { } cells)
                    rows.Add(new(path, parser.LineNumber > 0 ? parser.LineNumber - 1 : before, wanted, cells));
            }
            return rows.Count > 0 ? rows : throw new ListException($"{path}: the list is empty.");
        }
        catch (MalformedLineException)
        {
            throw new ListException($"{path}: it is no text with commas between its values.");
        }
        catch (Exception failure) when (
            failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ListException($"{path}: it cannot be read ({failure.Message})");
        }
    }

    /// <summary>One line of a list.</summary>
    private sealed record Row(string Path, long Line, Dictionary<string, int> Columns, string[] Cells)
    {
        internal string Text(string column) =>
            Find(column) is { Length: > 0 } text ? text : throw Wrong($"it has no {column}");

        internal string Code(string column, int digits) =>
            Text(column) is { } text && text.Length == digits && text.All(char.IsAsciiDigit)
                ? text
                : throw Wrong($"its {column} is not {digits} digits");

        internal DateOnly? Day(string column)
        {
            if (Find(column) is not { Length: > 0 } text) return null;
            return DateOnly.TryParseExact(
                text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : throw Wrong($"its {column} is not a date written as yyyy-mm-dd");
        }

        private string? Find(string column) =>
            Columns.TryGetValue(column, out var index) && index < Cells.Length ? Cells[index] : null;

        private ListException Wrong(string why) => new($"{Path}: line {Line}: {why}.");
    }
}
