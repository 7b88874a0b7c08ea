namespace Jeugdregio.Contracting.Instalments;

internal static class InstalmentsMap
{
    internal static void MapInstalments(this IEndpointRouteBuilder routes)
    {
        routes.MapProposeInstalments();
        routes.MapDecideInstalments();
        routes.MapInstalmentQueries();
    }
}
