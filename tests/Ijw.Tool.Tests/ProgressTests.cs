namespace Jeugdregio.Ijw.Tool.Tests;

public sealed class ProgressTests : IDisposable
{
    private const string Gone = "\r\e[2K";

    private readonly Folder _folder = new();

    public ProgressTests()
    {
        var message = Ran.Ijw("new", "JW316").Bytes;
        for (var i = 0; i < 200; i++) _folder.File($"{i:D3}.xml", message);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Long_work_shows_a_bar_on_standard_error_and_takes_it_away()
    {
        var ran = Ran.Watched(false, "check", _folder.Root);
        Assert.Equal(0, ran.Code);
        Assert.StartsWith($"{Gone}Checking ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("0 %", ran.Error, StringComparison.Ordinal);
        Assert.EndsWith(Gone, ran.Error, StringComparison.Ordinal);
        Assert.Equal(200, ran.Objects.Count);
    }

    [Fact]
    public void On_one_terminal_the_bar_makes_room_for_every_result()
    {
        var error = Ran.Watched(true, "check", _folder.Root).Error;
        // drawn once at first, and again after each result
        Assert.Equal(201, error.Split("Checking ").Length - 1);
    }

    [Fact]
    public void Without_a_terminal_there_is_no_bar() => Assert.Equal("", Ran.Ijw("check", _folder.Root).Error);

    [Fact]
    public void Short_work_has_no_bar() =>
        Assert.Equal("", Ran.Watched(false, "check", Path.Combine(_folder.Root, "000.xml")).Error);

    [Fact]
    public void A_failure_is_told_on_a_line_of_its_own()
    {
        var missing = Path.Combine(_folder.Root, "missing.xml");
        var error = Ran.Watched(false, "check", _folder.Root, missing).Error;
        Assert.Contains($"{Gone}ijw: {missing}: there is no such file.", error, StringComparison.Ordinal);
    }
}
