namespace Jeugdregio.Contracting.Tariffs;

internal static class TariffsMap
{
    internal static void MapTariffs(this IEndpointRouteBuilder routes)
    {
        routes.MapSetTariff();
        routes.MapAddLevel();
        routes.MapTariffQueries();
        routes.MapContractedProducts();
    }
}
