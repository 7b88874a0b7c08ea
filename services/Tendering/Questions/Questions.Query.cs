using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Tenders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Questions;

/// <summary>Answered questions are for everybody; an unanswered one for buyers and for who asked it (T05).</summary>
internal static class QuestionsQuery
{
    internal static void MapQuestionQueries(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/tenders/{tenderId:guid}/questions", List)
            .For(Readers.All)
            .WithName("listQuestions").WithTags("questions").WithSummary("Questions about a tender, without who asked them")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Page<QuestionView>>, ProblemHttpResult>> List(
        Guid tenderId, Guid? cursor, int? limit, Caller caller, TenderStore tenders, QuestionStore questions, CancellationToken stop)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (await tenders.Find(tenderId, stop) is not { } tender || !caller.MaySee(tender)) return Problems.Missing("tender");
        var unansweredOf = caller.Is(Role.Buyer) ? null : caller.Provider?.ToString() ?? "";
        var rows = await questions.List(tenderId, unansweredOf, cursor, take, stop);
        return TypedResults.Ok(rows.Select(QuestionView.Of).ToList().ToPage(take, q => q.Id));
    }
}
