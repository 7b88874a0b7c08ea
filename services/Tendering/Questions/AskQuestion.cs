using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Values;

namespace Jeugdregio.Tendering.Questions;

/// <summary>A provider asks about a tender.</summary>
/// <param name="Text">1 to 4,000 characters; it is published with its answer, so it says nothing about who asks.</param>
internal sealed record AskQuestion(string Text)
{
    private const int LengthMax = 4_000;

    /// <summary>Questions are asked while the tender is open.</summary>
    internal static Outcome<Question> Decide(Tender tender, AskQuestion act, AgbCode provider, DateTimeOffset now, Guid newId)
    {
        if (!tender.IsOpenAt(now))
            return new Refusal("tender-not-open", "Questions are asked between publication and closing.", Rule: "T05");
        if (act.Text.Trim().Length is 0 or > LengthMax)
            return new Refusal("text-invalid", $"A question has 1 to {LengthMax} characters.", "text");
        return new Question(newId, tender.Id, provider.ToString(), act.Text.Trim(), now, null, null);
    }
}
