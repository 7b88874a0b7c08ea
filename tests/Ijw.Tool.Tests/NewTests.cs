using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tool.Checking;
using Jeugdregio.Ijw.Tool.Making;
using Jeugdregio.Values;

namespace Jeugdregio.Ijw.Tool.Tests;

public sealed partial class NewTests
{
    public static TheoryData<MessageKind> Kinds => [.. MessageKinds.All];

    [Theory, MemberData(nameof(Kinds))]
    public void A_new_message_of_any_kind_is_accepted_by_check(MessageKind kind)
    {
        for (var seed = -1; seed <= 40; seed++)
        {
            var text = Ran.Ijw("new", kind.Title(), "--seed", seed.ToString(CultureInfo.InvariantCulture));
            Assert.Equal((0, ""), (text.Code, text.Error));
            var one = Ran.With(text.Bytes, "check", "-");
            Assert.Equal(0, one.Code);
            Assert.Equal(kind.Title(), Assert.Single(one.Objects).GetProperty("message").GetString());
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_gives_others(MessageKind kind)
    {
        var name = kind.Name();
        var first = Ran.Ijw("new", name, "--seed", "7").Bytes;
        Assert.Equal(first, Ran.Ijw("new", name, "--seed", "7").Bytes);
        Assert.NotEqual(first, Ran.Ijw("new", name, "--seed", "8").Bytes);
        Assert.Equal(Ran.Ijw("new", name).Bytes, Ran.Ijw("new", name, "--seed", "0").Bytes);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_new_message_names_a_municipality_and_products_of_the_official_lists(MessageKind kind)
    {
        var inputs = new CheckInputs(
            NewMessage.Dated,
            ListFile.Municipalities(Official.Path("codelists", "municipalities-2026.csv")),
            ListFile.Products(Official.Path("codelists", "JZ21_products.csv")));
        for (var seed = 0; seed < 50; seed++)
            Assert.Empty(IjwRules.CheckExternal(NewMessage.Of(kind, seed, NewMessage.Dated, 100), inputs));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_message_can_have_any_date_it_offers(MessageKind kind)
    {
        foreach (var day in new[] { NewMessage.First, new(2024, 2, 29), new(2025, 12, 31), NewMessage.Last })
            for (var seed = 0; seed < 20; seed++)
            {
                var reading = IjwReader.Read(IjwWriter.Write(NewMessage.Of(kind, seed, day, 40)), kind);
                Assert.Equal(Verdict.Accepted, reading.Verdict);
            }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 2)]
    [InlineData(6, 3)]
    [InlineData(1000, 400)]
    public void A_declaration_has_the_lines_asked_for_spread_over_clients_and_the_right_total(int lines, int clients)
    {
        var text = Ran.Ijw("new", "JW323", "--lines", $"{lines}").Bytes;
        var declaration = ((Jw323)IjwReader.Read(text).Message!).Declaratie;
        Assert.Equal(clients, declaration.Clienten.Count);
        Assert.All(declaration.Clienten, client => Assert.InRange(client.Prestaties.Count, 1, 4));
        var all = declaration.Clienten.SelectMany(client => client.Prestaties).ToList();
        Assert.Equal(lines, all.Count);
        Assert.Equal(
            all.Sum(line => line.IngediendBedrag.SignedCents()), declaration.TotaalIngediendBedrag.SignedCents());
        Assert.Equal(0, Ran.With(text, "check", "-").Code);
    }

    [Fact]
    public void A_declaration_larger_than_may_be_sent_is_made_all_the_same_told_and_right_but_for_its_size()
    {
        var ran = Ran.Ijw("new", "JW323", "--lines", "35000", "--seed", "5");
        Assert.Equal(0, ran.Code);
        Assert.InRange(ran.Bytes.Length, ReadLimits.Default.Bytes + 1, 40_000_000);
        Assert.Equal(
            $"ijw: the message is {ran.Bytes.Length} bytes, more than the 26214400 that may be sent (OP179).",
            ran.Error.TrimEnd());
        Assert.Equal(1, Ran.With(ran.Bytes, "check", "-").Code);
        Assert.Equal(0, Ran.With(ran.Bytes, "check", "-", "--max-bytes", "40000000").Code);
    }

    [Fact]
    public void As_long_as_there_are_numbers_a_line_comes_to_about_845_bytes_and_a_client_to_two_and_a_half_lines()
    {
        var ran = Ran.Ijw("new", "JW323", "--lines", "10000");
        Assert.InRange(ran.Bytes.Length / 10_000, 830, 860);
        var clients = ((Jw323)IjwReader.Read(ran.Bytes).Message!).Declaratie.Clienten;
        Assert.Equal(4_000, clients.Count);
        Assert.Equal([1, 2, 3, 4], clients.Select(client => client.Prestaties.Count).Distinct().Order());
    }

    [Fact]
    public void A_declaration_of_more_lines_than_there_are_numbers_for_has_more_lines_to_a_client()
    {
        var declaration = new NewDeclaration(new(MessageKind.Jw323, 1, NewMessage.Dated), 200_000);
        var (clients, lines) = (new HashSet<string>(), 0);
        foreach (var client in declaration.Clients())
        {
            clients.Add(client.Bsn);
            lines += client.Prestaties.Count;
            Assert.InRange(client.Prestaties.Count, 1, 44);
        }
        Assert.Equal((MadeUp.MostClients, 200_000), (clients.Count, lines));
    }

    [Fact]
    public void The_most_lines_there_may_be_fit_in_the_total_of_a_declaration()
    {
        const int lines = 20_000;
        var total = new NewDeclaration(new(MessageKind.Jw323, 2, NewMessage.Dated), lines)
            .WithoutClients().Declaratie.TotaalIngediendBedrag;
        Assert.InRange(total.TotaalBedrag * (NewMessage.MostLines / lines), 1, 999_999_999_999 / 2);
    }

    [Fact]
    public void Compact_is_the_same_message_without_space()
    {
        var (open, compact) = (Ran.Ijw("new", "JW301").Bytes, Ran.Ijw("new", "JW301", "--compact").Bytes);
        Assert.Contains((byte)'\t', open);
        Assert.DoesNotContain((byte)'\t', compact);
        Assert.Equal(IjwReader.Read(open).Message, IjwReader.Read(compact).Message);
    }

    [Fact, Trait("rule", "CS002")]
    public void Nine_digits_in_a_message_are_a_number_of_the_test_range()
    {
        var found = MessageKinds.All
            .SelectMany(kind => Enumerable.Range(0, 20).Select(seed => NewMessage.Of(kind, seed, NewMessage.Dated, 50)))
            .SelectMany(message => NineDigits().Matches(Encoding.UTF8.GetString(IjwWriter.Write(message))))
            .Select(match => match.Value).Distinct().ToList();
        Assert.True(found.Count > 50);
        Assert.All(found, digits =>
        {
            Assert.True(Bsn.PassesElevenCheck(digits));
            Assert.InRange(int.Parse(digits, CultureInfo.InvariantCulture), 999_900_006, 999_999_990);
        });
    }

    [Fact]
    public void Answers_both_grant_and_refuse_by_seed()
    {
        var answers = Enumerable.Range(0, 20).Select(seed =>
            (Jw325)NewMessage.Of(MessageKind.Jw325, seed, NewMessage.Dated)).ToList();
        Assert.Contains(answers, answer => answer.DeclaratieAntwoord is { Clienten: null });
        Assert.Contains(answers, answer => answer.DeclaratieAntwoord is { Clienten: not null });
    }

    [Theory]
    [InlineData]
    [InlineData("JW999")]
    [InlineData("JW301", "JW302")]
    [InlineData("JW999", "--lines", "3")]
    [InlineData("JW315", "--lines", "3")]
    [InlineData("JW323", "--lines")]
    [InlineData("JW323", "--lines", "3", "--lines", "4")]
    [InlineData("JW323", "--lines", "0")]
    [InlineData("JW323", "--lines", "4000001")]
    [InlineData("JW323", "--lines", "many")]
    [InlineData("JW301", "--date")]
    [InlineData("JW301", "--date", "2020-01-01")]
    [InlineData("JW301", "--date", "2026-02-30")]
    [InlineData("JW301", "--seed", "x")]
    public void What_cannot_be_made_is_exit_code_2_and_writes_nothing(params string[] arguments)
    {
        var ran = Ran.Ijw(["new", .. arguments]);
        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.StartsWith("ijw: ", ran.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex("(?<![0-9])[0-9]{9}(?![0-9])")]
    private static partial Regex NineDigits();
}
