namespace Jeugdregio.Tendering.Questions;

/// <summary>A question about a tender. Who asked is kept, and told to nobody (T05).</summary>
internal sealed record Question(
    Guid Id, Guid TenderId, string Provider, string Text, DateTimeOffset AskedAt, string? Answer, DateTimeOffset? AnsweredAt);
