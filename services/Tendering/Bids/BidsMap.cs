namespace Jeugdregio.Tendering.Bids;

internal static class BidsMap
{
    internal static void MapBids(this IEndpointRouteBuilder routes)
    {
        routes.MapSubmitBid();
        routes.MapScoreBid();
        routes.MapBidQueries();
    }
}
