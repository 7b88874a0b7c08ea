using Jeugdregio.Billing.Declarations;
using static Jeugdregio.Billing.Tests.Declarations.Given;

namespace Jeugdregio.Billing.Tests.Declarations;

public sealed class JudgeDeclarationTests
{
    [Fact]
    [Trait("rule", "TR333")]
    public void A_declaration_number_is_used_once_and_then_no_line_is_judged()
    {
        var judgement = Given.Decide(Declaration(Line), Facts(numberTaken: true));
        Assert.Equal(["9333"], judgement.DeclarationCodes);
        Assert.Empty(judgement.Lines);
        Assert.Equal(0, judgement.GrantedCents);
    }

    [Theory]
    [InlineData(10, 10, "")]
    [InlineData(9, 10, "")]
    [InlineData(6, 10, "")]
    [InlineData(11, 10, "8214")]
    [InlineData(9, 9, "")]
    [InlineData(8, 9, "8214")]
    [InlineData(7, 8, "8214")]
    [Trait("rule", "TR318")]
    public void A_period_follows_the_one_before_and_leaves_out_only_months_without_care(
        int previous, int month, string codes)
    {
        var line = Line with { PeriodStart = Day(month, 1), PeriodEnd = Months.Last(Day(month, 1)) };
        var facts = Facts(previous: Day(previous, 1));
        Assert.Equal(codes, string.Join(' ', Given.Decide(Declaration(line), facts).DeclarationCodes));
    }

    [Fact]
    [Trait("rule", "TR318")]
    [Trait("rule", "OP364")]
    public void A_first_declaration_follows_none_and_a_credit_is_no_care_in_the_month_left_out()
    {
        var september = Line with { PeriodStart = Day(9, 1), PeriodEnd = Day(9, 30) };
        Assert.Empty(Given.Decide(Declaration(september), Facts()).DeclarationCodes);
        Assert.Empty(Given.Decide(
            Declaration(september.Credit("C1")), Facts(previous: Day(8, 1))).DeclarationCodes);
    }

    [Fact]
    [Trait("rule", "TR333")]
    [Trait("rule", "TR318")]
    public void A_declaration_is_told_everything_that_is_wrong_with_it_as_a_whole() => Assert.Equal(
        ["9333", "8214"],
        Given.Decide(Declaration(Line), Facts(numberTaken: true, previous: Day(12, 1))).DeclarationCodes);

    [Fact]
    [Trait("rule", "OP366")]
    public void Credits_come_before_debits_so_that_a_correction_fits_in_one_declaration()
    {
        var corrected = Line with { Reference = "R2", Volume = 1, AmountCents = 12_500 };
        var judgement =
            Given.Decide(Declaration(corrected, Line.Credit("C1")), Facts(earlier: [Line.Earlier()]));
        Assert.All(judgement.Lines, l => Assert.Empty(l.Codes));
        Assert.Equal(-12_500, judgement.GrantedCents);
        Assert.Equal(corrected, judgement.Lines[0].Line);
    }

    [Fact]
    [Trait("rule", "TR389")]
    public void Of_two_equal_debits_in_one_declaration_the_first_is_accepted()
    {
        var judgement = Given.Decide(Declaration(Line, Line with { Reference = "R2" }), Facts());
        Assert.Empty(judgement.Lines[0].Codes);
        Assert.Equal(["9389"], judgement.Lines[1].Codes);
    }

    [Fact]
    [Trait("rule", "TR314")]
    public void Of_two_lines_with_one_reference_number_the_first_has_it()
    {
        var september = Line with { PeriodStart = Day(9, 1), PeriodEnd = Day(9, 30) };
        var judgement = Given.Decide(Declaration(Line, september), Facts());
        Assert.True(judgement.Lines[0].TakesReference);
        Assert.Equal(["8021"], judgement.Lines[1].Codes);
        Assert.False(judgement.Lines[1].TakesReference);
    }

    [Fact]
    [Trait("rule", "TR390")]
    public void Two_credits_of_one_debit_are_one() => Assert.Equal(["9390"], Given.Decide(
        Declaration(Line.Credit("C1"), Line.Credit("C2")), Facts(earlier: [Line.Earlier()])).Lines[1].Codes);

    [Fact]
    [Trait("rule", "TR322")]
    public void Lines_of_one_declaration_share_what_the_allocation_gives()
    {
        var total = Allocation with { Frequency = "6", Volume = 3 };
        var september = Line with { Reference = "R2", PeriodStart = Day(9, 1), PeriodEnd = Day(9, 30) };
        var judgement = Given.Decide(Declaration(Line, september), Facts([total]));
        Assert.Empty(judgement.Lines[0].Codes);
        Assert.Equal(["9322"], judgement.Lines[1].Codes);
    }

    [Fact]
    public void A_refused_line_leaves_the_others_alone()
    {
        var wrong = Line with { Reference = "R2", AllocationNumber = 999 };
        var judgement = Given.Decide(Declaration(wrong, Line), Facts());
        Assert.Equal(["9338"], judgement.Lines[0].Codes);
        Assert.Empty(judgement.Lines[1].Codes);
        Assert.Equal(25_000, judgement.GrantedCents);
    }

    [Fact]
    public void Every_code_that_a_rule_gives_has_a_meaning() =>
        Assert.All(LineRules.All, rule => Assert.NotEqual(ReturnCodes.Meaning("none"), ReturnCodes.Meaning(rule.Code)));
}
