namespace Jeugdregio.Tendering.Questions;

internal static class QuestionsMap
{
    internal static void MapQuestions(this IEndpointRouteBuilder routes)
    {
        routes.MapAskQuestion();
        routes.MapAnswerQuestion();
        routes.MapQuestionQueries();
    }
}
