namespace Jeugdregio.Tendering.Objections;

internal static class ObjectionsMap
{
    internal static void MapObjections(this IEndpointRouteBuilder routes)
    {
        routes.MapRegisterObjection();
        routes.MapEndObjection();
        routes.MapObjectionQueries();
    }
}
