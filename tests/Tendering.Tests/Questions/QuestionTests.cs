using Jeugdregio.Tendering.Questions;
using Jeugdregio.Values;
using static Jeugdregio.Tendering.Tests.Samples;

namespace Jeugdregio.Tendering.Tests.Questions;

public sealed class QuestionTests
{
    private static readonly AgbCode Provider = AgbCode.TryParse("01000001", out var code) ? code : default;

    private static readonly Question Asked = AskQuestion.Decide(Open, new("May we bid on both lots?"), Provider, Now, Guid.CreateVersion7()).Fact();

    [Fact, Trait("requirement", "T05")]
    public void A_question_is_asked_while_the_tender_is_open()
    {
        Assert.Equal("tender-not-open", AskQuestion.Decide(Open, new("?"), Provider, Closing, Guid.NewGuid()).Why().Code);
        Assert.Equal("01000001", Asked.Provider);
        Assert.Null(Asked.AnsweredAt);
    }

    [Theory]
    [InlineData(""), InlineData("  ")]
    public void A_question_says_something(string text) =>
        Assert.Equal(("text-invalid", "text"), Of(AskQuestion.Decide(Open, new(text), Provider, Now, Guid.NewGuid()).Why()));

    [Fact, Trait("requirement", "T05")]
    public void An_answer_has_one_instant_for_all()
    {
        var answered = AnswerQuestion.Decide(Open, Asked, new("Yes."), Now.AddDays(1)).Fact();
        Assert.Equal(("Yes.", Now.AddDays(1)), (answered.Answer, answered.AnsweredAt));
    }

    [Fact, Trait("requirement", "T05")]
    public void A_question_is_answered_once() =>
        Assert.Equal(
            "question-answered-already", AnswerQuestion.Decide(Open, Asked with { Answer = "Yes.", AnsweredAt = Now }, new("No."), Now).Why().Code);

    [Fact, Trait("requirement", "T05")]
    public void An_answer_that_no_bidder_can_use_any_more_is_refused() =>
        Assert.Equal("tender-not-open", AnswerQuestion.Decide(Closed, Asked, new("Yes."), AfterClosing).Why().Code);

    [Fact]
    public void An_answer_says_something() =>
        Assert.Equal(("answer-invalid", "answer"), Of(AnswerQuestion.Decide(Open, Asked, new(" "), Now).Why()));

    [Fact, Trait("requirement", "T05")]
    public void What_is_told_about_a_question_holds_nothing_about_who_asked() =>
        Assert.DoesNotContain("Provider", typeof(QuestionView).GetProperties().Select(p => p.Name));

    private static (string, string?) Of(Refusal why) => (why.Code, why.Field);
}
