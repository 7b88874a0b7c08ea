using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Tenders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Questions;

internal static class AnswerQuestionEndpoint
{
    internal static void MapAnswerQuestion(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/questions/{questionId:guid}/answers", Handle)
            .Act().For(Role.Buyer)
            .WithName("answerQuestion").WithTags("questions").WithSummary("Answer a question, to all parties at once")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<QuestionView>, ProblemHttpResult>> Handle(
        Guid questionId, AnswerQuestion body, Caller caller, TenderStore tenders, QuestionStore questions, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (await questions.Lock(questionId, stop) is not { } question) return Problems.Missing("question");
        var tender = await tenders.Find(question.TenderId, stop);
        if (AnswerQuestion.Decide(tender!, question, body, clock.GetUtcNow()).Refused(out var why, out var answered)) return why.ToProblem();
        await questions.Save(answered, stop);
        await work.Decided(nameof(AnswerQuestion), $"tender-{question.TenderId}", body, QuestionView.Of(answered), caller, stop);
        return TypedResults.Ok(QuestionView.Of(answered));
    }
}
