using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Tendering.Questions;

/// <summary>The SQL of questions.</summary>
internal sealed class QuestionStore(UnitOfWork work)
{
    private const string Columns = "id, tender_id, provider, text, asked_at, answer, answered_at";

    internal Task<Question?> Lock(Guid id, CancellationToken stop) =>
        work.Find<Question>($"select {Columns} from question where id = @id for update", new { id }, stop);

    /// <param name="tender">The tender.</param>
    /// <param name="unansweredOf">Unanswered questions are left out, except this provider's; null leaves out none.</param>
    /// <param name="after">The cursor.</param>
    /// <param name="take">How many.</param>
    internal Task<IReadOnlyList<Question>> List(Guid tender, string? unansweredOf, Guid? after, int take, CancellationToken stop) =>
        work.Query<Question>(
            $"""
            select {Columns} from question
            where tender_id = @tender and id > @after and (@unansweredOf is null or answer is not null or provider = @unansweredOf)
            order by id limit @take
            """, new { tender, unansweredOf, after = after ?? Guid.Empty, take }, stop);

    internal Task Add(Question question, CancellationToken stop) =>
        work.ExecuteOne(
            "insert into question (id, tender_id, provider, text, asked_at) values (@Id, @TenderId, @Provider, @Text, @AskedAt)",
            question, stop);

    internal Task Save(Question question, CancellationToken stop) =>
        work.ExecuteOne(
            "update question set answer = @Answer, answered_at = @AnsweredAt where id = @Id", question, stop);
}
