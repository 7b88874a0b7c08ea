namespace Jeugdregio.Contracting.Agreements;

internal static class AgreementsMap
{
    internal static void MapAgreements(this IEndpointRouteBuilder routes)
    {
        routes.MapSignAgreement();
        routes.MapExtendAgreement();
        routes.MapAgreementQueries();
    }
}
