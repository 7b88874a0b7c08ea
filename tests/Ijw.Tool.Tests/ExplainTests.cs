namespace Jeugdregio.Ijw.Tool.Tests;

public sealed class ExplainTests
{
    [Theory]
    [InlineData("TR338")]
    [InlineData("tr338")]
    public void A_rule_is_told_in_both_languages_with_its_level_its_messages_its_owner_and_its_return_code(string code)
    {
        var ran = Ran.Ijw("explain", code);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Equal(
            """
            TR338: technical rule (level 3, against earlier messages)
            A line names an allocation of the client by its number.
            Messages: JW323
            Seen to by: Billing
            Return code: 9338: The line cannot be tied to an allocation by its number.

            TR338: technische regel (niveau 3, tegen eerdere berichten)
            Een regel noemt een toewijzing van de cliënt bij haar nummer.
            Berichten: JW323
            Bewaakt door: Billing
            Retourcode: 9338: De regel is niet aan een toewijzing te koppelen bij haar nummer.

            """,
            ran.Output);
    }

    [Fact]
    public void One_language_can_be_asked_for()
    {
        var (both, english, dutch) = (
            Ran.Ijw("explain", "9338").Output,
            Ran.Ijw("explain", "9338", "--language", "en").Output,
            Ran.Ijw("explain", "9338", "--language", "nl").Output);
        Assert.Equal(both, $"{english}\n{dutch}");
        Assert.Equal(
            """
            9338: retourcode
            De regel is niet aan een toewijzing te koppelen bij haar nummer.
            Regel: TR338: Een regel noemt een toewijzing van de cliënt bij haar nummer.

            """,
            dutch);
        Assert.Equal(2, Ran.Ijw("explain", "9338", "--language", "de").Code);
    }

    [Fact]
    public void A_return_code_is_told_with_its_rule() => Assert.Equal(
        """
        9338: return code
        The line cannot be tied to an allocation by its number.
        Rule: TR338: A line names an allocation of the client by its number.

        """,
        Ran.Ijw("explain", "9338", "--language", "en").Output);

    [Fact]
    public void A_restriction_is_told_with_the_elements_it_holds_for() => Assert.Equal(
        """
        RS024: restriction (level 1, the form of the message)
        The text has at most 36 characters.
        Messages: JW301, JW315, JW317, JW319
        Elements: ReferentieAanbieder
        Return code: none

        """,
        Ran.Ijw("explain", "RS024", "--language", "en").Output);

    [Theory]
    [InlineData("OP276", "Carried out by: TR304, TR338, TR384\n")]
    [InlineData("op090X4", "OP090x4: bedrijfsregel\n")]
    [InlineData("OP090x4", "Uitgewerkt in: geen andere regel: hij gaat over hoe mensen werken\n")]
    public void A_business_rule_is_told_with_what_carries_it_out(string code, string part) =>
        Assert.Contains(part, Ran.Ijw("explain", code).Output, StringComparison.Ordinal);

    [Fact]
    public void A_rule_of_two_services_says_which_has_which_message() => Assert.Contains(
        "Seen to by: Referrals (JW317), Billing (JW323), Mailbox (JW325)\n",
        Ran.Ijw("explain", "TR304", "--language", "en").Output,
        StringComparison.Ordinal);

    [Fact]
    public void The_code_of_all_rules_within_a_message_names_them()
    {
        var ran = Ran.Ijw("explain", "0001");
        Assert.Contains("CS002", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("TR338", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_and_return_code_and_what_a_finding_about_form_says_can_be_explained() => Assert.All(
        RuleCatalogue.All.Keys.Concat(BusinessRules.All.Keys).Concat(ReturnCodes.All.Keys).Concat(["XSD", "XML"]),
        code => Assert.Equal(
            2, Ran.Ijw("explain", code).Output.Split('\n').Count(line =>
                line.StartsWith($"{code}: ", StringComparison.Ordinal))));

    [Theory]
    [InlineData("TR33", "TR332")]
    [InlineData("TR0338", "TR338")]
    [InlineData("0338", "9338")]
    [InlineData("CS02", "CS002")]
    public void An_unknown_code_is_exit_code_2_and_names_the_nearest(string code, string near)
    {
        var ran = Ran.Ijw("explain", code);
        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.Contains(near, ran.Error, StringComparison.Ordinal);
    }
}
