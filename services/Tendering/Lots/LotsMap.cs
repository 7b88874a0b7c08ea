namespace Jeugdregio.Tendering.Lots;

internal static class LotsMap
{
    internal static void MapLots(this IEndpointRouteBuilder routes)
    {
        routes.MapAnnounceAward();
        routes.MapAwardLot();
        routes.MapLotQueries();
    }
}
