using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Questions;

/// <summary>A buyer answers a question, to all parties at the same instant.</summary>
/// <param name="Answer">1 to 4,000 characters.</param>
internal sealed record AnswerQuestion(string Answer)
{
    private const int LengthMax = 4_000;

    /// <summary>A question is answered once, while everybody can still use the answer (T05).</summary>
    internal static Outcome<Question> Decide(Tender tender, Question question, AnswerQuestion act, DateTimeOffset now)
    {
        if (question.Answer is not null) return new Refusal("question-answered-already", "The question has been answered.", Rule: "T05");
        if (!tender.IsOpenAt(now))
            return new Refusal("tender-not-open", "Questions are answered before closing, so that every bidder can use the answer.", Rule: "T05");
        if (act.Answer.Trim().Length is 0 or > LengthMax)
            return new Refusal("answer-invalid", $"An answer has 1 to {LengthMax} characters.", "answer");
        return question with { Answer = act.Answer.Trim(), AnsweredAt = now };
    }
}
