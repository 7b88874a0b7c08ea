namespace Jeugdregio.Tendering.Questions;

/// <summary>A question as everybody reads it: without who asked (T05).</summary>
internal sealed record QuestionView(
    Guid Id, Guid TenderId, string Text, DateTimeOffset AskedAt, string? Answer, DateTimeOffset? AnsweredAt)
{
    internal static QuestionView Of(Question q) => new(q.Id, q.TenderId, q.Text, q.AskedAt, q.Answer, q.AnsweredAt);
}
