namespace Jeugdregio.Contracting.Approvals;

internal static class ApprovalsMap
{
    internal static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        routes.MapRequestApproval();
        routes.MapDecideApproval();
        routes.MapApprovalQueries();
    }
}
