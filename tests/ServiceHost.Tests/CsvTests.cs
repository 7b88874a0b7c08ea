using CsCheck;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http;

namespace Jeugdregio.ServiceHost.Tests;

public sealed class CsvTests
{
    private enum Kind
    {
        OneWord,
        TwoWords,
    }

    private sealed record Row(
        string? Text, long Cents = -5, decimal Rate = 12.5m, bool Yes = true, DateOnly? Day = null,
        Kind Kind = Kind.TwoWords, string[]? Codes = null, DateTimeOffset? At = null);

    [Fact]
    public void A_row_is_written_as_a_dutch_spreadsheet_reads_it() =>
        Assert.Equal(
            "text;cents;rate;yes;day;kind;codes;at\r\n"
            + "Één;-5;12,5;true;2026-10-31;two-words;0611 9338;2026-10-31T22:59:00Z\r\n;-5;12,5;true;;two-words;;\r\n",
            Csv.Write(
            [
                new Row("Één", Day: new(2026, 10, 31), Codes: ["0611", "9338"],
                    At: new(2026, 10, 31, 23, 59, 0, TimeSpan.FromHours(1))),
                new Row(null),
            ]));

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+31", "'+31")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a;=1", "\"a;=1\"")]
    [InlineData("a\n=1", "\"a\n=1\"")]
    [InlineData("a=1", "a=1")]
    public void A_text_is_never_taken_for_a_formula(string text, string cell) =>
        Assert.StartsWith(cell + ";", Csv.Write([new Row(text)]).Split("\r\n", 2)[1], StringComparison.Ordinal);

    [Fact]
    public void Whatever_is_in_a_text_it_stays_in_its_cell() =>
        Gen.String.Sample(text =>
        {
            var line = Csv.Write([new Row(text)])["text;cents;rate;yes;day;kind;codes;at\r\n".Length..];
            Assert.EndsWith(";-5;12,5;true;;two-words;;\r\n", line, StringComparison.Ordinal);
            var cell = line[..^";-5;12,5;true;;two-words;;\r\n".Length];
            var inner = cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
            Assert.True(inner == text || inner == $"'{text}");
            Assert.True(cell.StartsWith('"') || cell.AsSpan().IndexOfAny(";\"\r\n") < 0);
            Assert.DoesNotContain(inner.Length > 0 ? inner[0] : 'x', "=+-@");
        });

    [Theory]
    [InlineData("text/csv", true)]
    [InlineData("text/csv;q=0.9, application/json;q=0.5", true)]
    [InlineData("application/json, text/csv", false)]
    [InlineData("*/*", false)]
    [InlineData("", false)]
    [InlineData("nonsense", false)]
    public void A_file_is_given_to_who_prefers_it(string accept, bool wanted)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;
        Assert.Equal(wanted, Csv.IsWanted(context.Request));
    }
}
