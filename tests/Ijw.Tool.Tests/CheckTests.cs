using System.Text;
using System.Text.Json;

namespace Jeugdregio.Ijw.Tool.Tests;

public sealed class CheckTests : IDisposable
{
    /// <summary>What is told when a message was checked without lists.</summary>
    private const string NoLists =
        """
        ijw: TR378 (municipality codes) is not checked without a list: --municipalities FILE.
        ijw: TR381 (product codes) is checked by the first two digits only without a list: --products FILE.

        """;

    private static readonly byte[] Good = Ran.Ijw("new", "JW323", "--compact").Bytes;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_accepted_message_is_one_line_of_JSON_and_exit_code_0()
    {
        var path = _folder.File("good.xml", Good);
        var ran = Ran.Ijw("check", path);
        Assert.Equal((0, NoLists), (ran.Code, ran.Error));
        Assert.EndsWith("}\n", ran.Output, StringComparison.Ordinal);
        var one = Assert.Single(ran.Objects);
        Assert.Equal(["file", "message", "bytes", "verdict", "findings"], Names(one));
        Assert.Equal(path, one.GetProperty("file").GetString());
        Assert.Equal("JW323", one.GetProperty("message").GetString());
        Assert.Equal(Good.Length, one.GetProperty("bytes").GetInt64());
        Assert.Equal("accepted", one.GetProperty("verdict").GetString());
        Assert.Equal(0, one.GetProperty("findings").GetArrayLength());
    }

    [Fact, Trait("rule", "TR358")]
    public void A_broken_rule_within_the_message_makes_it_rejected()
    {
        var ran = Ran.With(Changed("TotaalBedrag>", "TotaalBedrag>9"), "check", "-");
        Assert.Equal(1, ran.Code);
        var one = Assert.Single(ran.Objects);
        Assert.Equal(("-", "rejected"), (one.GetProperty("file").GetString(), VerdictOf(one)));
        var finding = Assert.Single(one.GetProperty("findings").EnumerateArray());
        Assert.Equal(["level", "rule", "retourcode", "path", "line", "column", "text"], Names(finding));
        Assert.Equal(("message", "TR358", "0001"), Of(finding));
    }

    [Fact, Trait("rule", "TR346")]
    public void An_amount_that_is_not_volume_times_tariff_is_an_external_finding_with_its_place()
    {
        var ran = Ran.With(Changed("<ijw:Bedrag>", "<ijw:Bedrag>9"), "check", "-");
        var findings = Assert.Single(ran.Objects).GetProperty("findings").EnumerateArray();
        var finding = Assert.Single(findings, one => one.GetProperty("level").GetString() is "external");
        Assert.Equal(("external", "TR346", "9346"), Of(finding));
        Assert.True(finding.GetProperty("line").GetInt32() > 0);
        Assert.True(finding.GetProperty("column").GetInt32() > 1);
        Assert.Equal(1, ran.Code);
    }

    [Theory, Trait("rule", "TR135")]
    [InlineData("2026-03-01", 0)]
    [InlineData("2026-03-02", 1)]
    public void A_message_of_tomorrow_is_rejected_and_one_of_today_is_not(string date, int code)
    {
        var text = Ran.Ijw("new", "JW305", "--date", date).Bytes;
        var ran = Ran.With(text, "check", "-");
        Assert.Equal(code, ran.Code);
        if (code == 0) return;
        var one = Assert.Single(ran.Objects);
        Assert.Equal("rejected", VerdictOf(one));
        Assert.Equal(("external", "TR135", "8848"), Of(Assert.Single(one.GetProperty("findings").EnumerateArray())));
    }

    [Fact]
    public void The_place_of_an_external_finding_does_not_hang_on_a_byte_order_mark()
    {
        var text = Ran.Ijw("new", "JW305", "--compact", "--date", "2026-03-02").Bytes;
        var path = _folder.File("mark.xml", [0xEF, 0xBB, 0xBF, .. text]);
        var finding = Assert.Single(Ran.Ijw("check", path).Objects[0].GetProperty("findings").EnumerateArray());
        Assert.Equal("TR135", finding.GetProperty("rule").GetString());
        Assert.Equal(1, finding.GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no XML")]
    [InlineData("<Bericht/>")]
    [InlineData("<!DOCTYPE x><x/>")]
    public void What_is_no_message_is_invalid_and_no_failure(string text)
    {
        var ran = Ran.With(Encoding.UTF8.GetBytes(text), "check", "-");
        Assert.Equal((1, ""), (ran.Code, ran.Error));
        var one = Assert.Single(ran.Objects);
        Assert.Equal("invalid", VerdictOf(one));
        Assert.Equal(JsonValueKind.Null, one.GetProperty("message").ValueKind);
        Assert.NotEmpty(one.GetProperty("findings").EnumerateArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Thirty_megabytes_are_a_finding(bool isPiped)
    {
        var comment = $"<!--{new string('x', 93)}-->";
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(comment, 30 * 1024 * 1024 / 100)));
        var ran = isPiped ? Ran.With(text, "check", "-") : Ran.Ijw("check", _folder.File("large.xml", text));
        Assert.Equal((1, ""), (ran.Code, ran.Error));
        var one = Assert.Single(ran.Objects);
        Assert.Contains("larger than", one.GetProperty("findings")[0].GetProperty("text").GetString()!,
            StringComparison.Ordinal);
        Assert.True(one.GetProperty("bytes").GetInt64() > ReadLimits.Default.Bytes);
    }

    [Theory, Trait("rule", "TR346"), Trait("fault", "B2")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_declaration_is_judged_while_it_passes_and_never_kept(bool isPiped)
    {
        var text = Encoding.UTF8.GetString(Ran.Ijw("new", "JW323", "--compact", "--lines", "20000").Bytes);
        var at = text.LastIndexOf("<ijw:Bedrag>", StringComparison.Ordinal) + "<ijw:Bedrag>".Length;
        var bytes = Encoding.UTF8.GetBytes(text[..at] + "9" + text[at..]);
        var path = _folder.File("long.xml", bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var ran = isPiped ? Ran.With(bytes, "check", "-") : Ran.Ijw("check", path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, bytes.Length);
        var one = Assert.Single(ran.Objects);
        Assert.Equal(("rejected", bytes.Length), (VerdictOf(one), one.GetProperty("bytes").GetInt32()));
        var findings = one.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(["TR358", "TR346"], findings.Select(finding => finding.GetProperty("rule").GetString()));
        // of the name, from 1
        var column = text.LastIndexOf("<jw323:IngediendBedrag>", StringComparison.Ordinal) + 2;
        Assert.Equal(column, findings[1].GetProperty("column").GetInt32());
    }

    [Fact]
    public void A_folder_gives_its_xml_files_however_deep_in_the_order_of_their_names()
    {
        var second = _folder.File("b/deep/er.XML", Good);
        var first = _folder.File("a.xml", Good);
        _folder.File("a.txt", Good);
        var ran = Ran.Ijw("check", _folder.Root);
        Assert.Equal(0, ran.Code);
        Assert.Equal([first, second], ran.Objects.Select(one => one.GetProperty("file").GetString()));
    }

    [Fact]
    public void A_link_to_the_folder_itself_is_not_followed()
    {
        _folder.File("a.xml", Good);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "again"), _folder.Root);
        Assert.Single(Ran.Ijw("check", _folder.Root).Objects);
    }

    [Fact]
    public void What_cannot_be_read_is_told_on_standard_error_and_the_rest_is_checked()
    {
        var locked = _folder.File("locked.xml", Good);
        var empty = Directory.CreateDirectory(Path.Combine(_folder.Root, "empty")).FullName;
        var missing = Path.Combine(_folder.Root, "missing.xml");
        var rejected = _folder.File("rejected.xml", Changed("TotaalBedrag>", "TotaalBedrag>9"));
        using var holder = new FileStream(locked, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var ran = Ran.Ijw("check", missing, empty, locked, rejected);
        Assert.Equal(2, ran.Code);
        Assert.Equal("rejected", VerdictOf(Assert.Single(ran.Objects)));
        Assert.EndsWith(NoLists, ran.Error, StringComparison.Ordinal);
        var told = ran.Error[..^NoLists.Length].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, told.Length);
        Assert.Equal($"ijw: {missing}: there is no such file.", told[0].TrimEnd());
        Assert.Equal($"ijw: {empty}: there is no .xml file in this folder.", told[1].TrimEnd());
        Assert.StartsWith($"ijw: {locked}: it cannot be read (", told[2], StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_for_people_has_colours_on_a_terminal_only()
    {
        var text = Changed("TotaalBedrag>", "TotaalBedrag>9");
        var plain = Ran.With(text, "check", "-", "--format", "text");
        Assert.Equal(1, plain.Code);
        Assert.StartsWith("rejected  JW323  -\n  1:", plain.Output, StringComparison.Ordinal);
        Assert.Contains("  TR358 (0001)  ", plain.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', plain.Output);
        Assert.Contains("\e[33m", Ran.OnTerminal(text, "check", "-", "--format", "text").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_a_file_cannot_speak_to_the_terminal()
    {
        var path = _folder.File("a\e[31m\n\u009B31m\u202E.xml", Good);
        var shown = Ran.Ijw("check", path, "--format", "text").Output;
        Assert.Contains("a?[31m??31m?.xml", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', Ran.Ijw("check", path, "--format", "text").Output);
        Assert.DoesNotContain('\e', Ran.Ijw("check", path + "x").Error);
        Assert.Equal(path, Assert.Single(Ran.Ijw("check", path).Objects).GetProperty("file").GetString());
    }

    [Theory]
    [InlineData]
    [InlineData("check")]
    [InlineData("check", "-", "--format", "xml")]
    [InlineData("check", "-", "--today", "2026-02-30")]
    [InlineData("check", "-", "--max-bytes", "0")]
    [InlineData("check", "-", "--municipalities")]
    [InlineData("explain")]
    [InlineData("judge", "a.xml")]
    public void A_wrong_use_is_exit_code_2_and_a_sentence_on_standard_error(params string[] arguments)
    {
        var ran = Ran.Ijw(arguments);
        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.StartsWith("ijw: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_name_and_a_name_that_cannot_be_are_no_files()
    {
        foreach (var name in new[] { "", "a\0b.xml", new string('a', 5000) })
        {
            var ran = Ran.Ijw("check", name);
            Assert.Equal((2, ""), (ran.Code, ran.Output));
            Assert.StartsWith("ijw: ", ran.Error, StringComparison.Ordinal);
            Assert.DoesNotContain('\0', ran.Error);
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("check", "--help")]
    [InlineData("new", "-h")]
    public void Help_is_on_standard_output_and_calls_the_command_by_its_name(params string[] arguments)
    {
        var ran = Ran.Ijw(arguments);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Contains("  ijw ", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_official_samples_are_judged_and_the_date_that_does_not_exist_is_named()
    {
        var ran = Ran.Ijw("check", Official.Path("samples"));
        Assert.Equal((1, NoLists), (ran.Code, ran.Error));
        Assert.Equal(14, ran.Objects.Count);
        var request = ran.Objects.Single(one => one.GetProperty("message").GetString() is "JW315");
        Assert.Equal("invalid", VerdictOf(request));
        Assert.All(request.GetProperty("findings").EnumerateArray(), finding =>
        {
            Assert.Equal("schema", finding.GetProperty("level").GetString());
            Assert.Equal("2027-06-31 is not a date that exists.", finding.GetProperty("text").GetString());
        });
        Assert.Equal([44, 66], request.GetProperty("findings").EnumerateArray()
            .Select(finding => finding.GetProperty("line").GetInt32()));
    }

    private static byte[] Changed(params string[] pairs)
    {
        var text = Encoding.UTF8.GetString(Good);
        for (var i = 0; i < pairs.Length; i += 2)
        {
            var at = text.IndexOf(pairs[i], StringComparison.Ordinal);
            text = $"{text[..at]}{pairs[i + 1]}{text[(at + pairs[i].Length)..]}";
        }
        return Encoding.UTF8.GetBytes(text);
    }

    private static IEnumerable<string> Names(JsonElement one) => one.EnumerateObject().Select(p => p.Name);

    private static string? VerdictOf(JsonElement one) => one.GetProperty("verdict").GetString();

    private static (string?, string?, string?) Of(JsonElement finding) => (
        finding.GetProperty("level").GetString(),
        finding.GetProperty("rule").GetString(),
        finding.GetProperty("retourcode").GetString());

}
