namespace Jeugdregio.Tendering.Tenders;

internal static class TendersMap
{
    internal static void MapTenders(this IEndpointRouteBuilder routes)
    {
        routes.MapCreateTender();
        routes.MapPublishTender();
        routes.MapCloseTender();
        routes.MapTenderQueries();
    }
}
