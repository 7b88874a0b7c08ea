using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Tendering.Tenders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Tendering.Questions;

internal static class AskQuestionEndpoint
{
    internal static void MapAskQuestion(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/tenders/{tenderId:guid}/questions", Handle)
            .Act().For(Role.Provider)
            .WithName("askQuestion").WithTags("questions").WithSummary("Ask a question about a tender")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Created<QuestionView>, ProblemHttpResult>> Handle(
        Guid tenderId, AskQuestion body, Caller caller, TenderStore tenders, QuestionStore questions, UnitOfWork work, TimeProvider clock,
        CancellationToken stop)
    {
        if (caller.Provider is not { } provider) return Problems.Missing("tender");
        if (await tenders.Find(tenderId, stop) is not { } tender || !caller.MaySee(tender)) return Problems.Missing("tender");
        var now = clock.GetUtcNow();
        if (AskQuestion.Decide(tender, body, provider, now, Guid.CreateVersion7(now)).Refused(out var why, out var asked)) return why.ToProblem();
        await questions.Add(asked, stop);
        await work.Decided(nameof(AskQuestion), $"tender-{tenderId}", body, asked, caller, stop);
        return TypedResults.Created($"/v1/tenders/{tenderId}/questions", QuestionView.Of(asked));
    }
}
