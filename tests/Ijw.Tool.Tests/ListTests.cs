using System.Text;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tool.Tests;

/// <summary>
/// Level 4 on the command line: the day, the municipalities and the products come from whoever checks.
/// </summary>
public sealed class ListTests : IDisposable
{
    /// <summary>One that asks for one product, by its code.</summary>
    private static readonly byte[] Request = Enumerable.Range(0, 100)
        .Select(seed => Ran.Ijw("new", "JW315", "--seed", $"{seed}").Bytes)
        .First(text => ProductsOf(text) is [{ Code: not null }]);

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, Trait("rule", "TR378")]
    [InlineData("code,name\n0479,Zaanstad\n", null)]
    [InlineData("NAME,CODE\n\"Zaan, stad\",0479\n", null)]
    [InlineData("code,from,until\n0479,2026-01-01,2026-01-01\n", null)]
    [InlineData("code,from\n0479,2026-01-02\n", "TR378")]
    [InlineData("code,until\n0479,2025-12-31\n", "TR378")]
    [InlineData("code,from,until\n0479,2030-01-01,\n0479,,2026-01-01\n", null)]
    [InlineData("\uFEFFcode\n0480\n", "TR378")]
    public void A_municipality_is_one_of_the_list_on_the_day_the_care_starts(string list, string? rule)
    {
        var ran = Ran.With(Request, "check", "-", "--municipalities", List(list));
        Assert.Equal(rule, RuleOf(ran));
        Assert.DoesNotContain("TR378", ran.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("rule", "TR381")]
    public void A_product_is_one_of_the_list_in_its_category()
    {
        var (category, code) = ProductOf(Request);
        string[] with(string list) => ["check", "-", "--products", List(list)];
        Assert.Null(RuleOf(Ran.With(Request, with($"code,category\n{code},{category}\n"))));
        Assert.Equal("TR381", RuleOf(Ran.With(Request, with($"code,category\n{code},99\n"))));
        Assert.Equal("TR381", RuleOf(Ran.With(Request, with($"code,category\n{category}Z99,{category}\n"))));
        Assert.DoesNotContain(
            "TR381", Ran.With(Request, with($"code,category\n{code},{category}\n")).Error, StringComparison.Ordinal);
    }

    [Fact, Trait("rule", "TR381")]
    public void Without_a_list_a_product_code_has_to_begin_with_its_category()
    {
        var (category, code) = ProductOf(Request);
        var text = Encoding.UTF8.GetString(Request).Replace($">{code}<", ">99A01<", StringComparison.Ordinal);
        Assert.NotEqual("99", category);
        Assert.Equal("TR381", RuleOf(Ran.With(Encoding.UTF8.GetBytes(text), "check", "-")));
    }

    [Fact, Trait("rule", "TR135")]
    public void The_day_is_today_unless_another_is_named()
    {
        var text = Ran.Ijw("new", "JW305", "--date", "2026-03-02").Bytes;
        Assert.Equal("TR135", RuleOf(Ran.With(text, "check", "-")));
        Assert.Null(RuleOf(Ran.With(text, "check", "-", "--today", "2026-03-02")));
        Assert.Equal("TR135", RuleOf(Ran.With(text, "check", "-", "--today", "2026-03-01")));
    }

    [Fact]
    public void That_a_rule_was_not_checked_is_told_only_when_a_message_is_about_it()
    {
        Assert.Equal("", Ran.With([], "check", "-").Error);
        var reply = Ran.With(Ran.Ijw("new", "JW316").Bytes, "check", "-");
        Assert.Equal((0, ""), (reply.Code, reply.Error));
        var answer = Ran.With(Ran.Ijw("new", "JW319").Bytes, "check", "-").Error;
        Assert.Contains("TR378", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("TR381", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--municipalities", "", "names no column 'code'")]
    [InlineData("--municipalities", "naam\n0479\n", "names no column 'code'")]
    [InlineData("--municipalities", "code\n", "the list is empty")]
    [InlineData("--municipalities", "code\n0479\n\n479\n0480\n", "line 4: its code is not 4 digits")]
    [InlineData("--municipalities", "code,from\n0479,1-1-2026\n", "line 2: its from is not a date")]
    [InlineData("--municipalities", "code\n\"0479\n", "no text with commas")]
    [InlineData("--products", "code\n45A48\n", "names no column 'category'")]
    [InlineData("--products", "category,code\n45\n", "line 2: it has no code")]
    public void A_list_that_cannot_be_used_is_exit_code_2_with_its_line_and_nothing_is_checked(
        string option, string list, string why)
    {
        var path = List(list);
        var ran = Ran.With(Request, "check", "-", option, path);
        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.StartsWith($"ijw: {path}: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains(why, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_not_there_is_exit_code_2()
    {
        var path = Path.Combine(_folder.Root, "nowhere.csv");
        var ran = Ran.With(Request, "check", "-", "--products", path);
        Assert.Equal((2, "", $"ijw: {path}: there is no such file."), (ran.Code, ran.Output, ran.Error.TrimEnd()));
    }

    private string List(string text) => _folder.File("list.csv", Encoding.UTF8.GetBytes(text));

    private static string? RuleOf(Ran ran)
    {
        var findings = Assert.Single(ran.Objects).GetProperty("findings");
        return findings.GetArrayLength() == 0 ? null : findings[0].GetProperty("rule").GetString();
    }

    private static (string Category, string Code) ProductOf(byte[] request)
    {
        var product = Assert.Single(ProductsOf(request));
        return (product!.Categorie, product.Code!);
    }

    private static IReadOnlyList<Product?> ProductsOf(byte[] request) =>
        [.. ((Jw315)IjwReader.Read(request).Message!).Client.AangevraagdeProducten.Select(one => one.Product)];
}
