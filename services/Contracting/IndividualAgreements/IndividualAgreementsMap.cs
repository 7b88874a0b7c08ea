namespace Jeugdregio.Contracting.IndividualAgreements;

internal static class IndividualAgreementsMap
{
    internal static void MapIndividualAgreements(this IEndpointRouteBuilder routes)
    {
        routes.MapDecideIndividualAgreement();
        routes.MapIndividualAgreementQueries();
    }
}
