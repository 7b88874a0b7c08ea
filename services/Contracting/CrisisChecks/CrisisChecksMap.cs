namespace Jeugdregio.Contracting.CrisisChecks;

internal static class CrisisChecksMap
{
    internal static void MapCrisisChecks(this IEndpointRouteBuilder routes)
    {
        routes.MapDecideCrisisCheck();
        routes.MapCrisisCheckQueries();
    }
}
