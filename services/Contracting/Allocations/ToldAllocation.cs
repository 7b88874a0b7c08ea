using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Contracting.Allocations;

/// <summary>What an allocation that was told says, in our words.</summary>
internal static class ToldAllocation
{
    /// <summary>RedenWijziging of an allocation that was taken back as if it had never been (JZ002).</summary>
    private const string Deleted = "13";

    internal static bool IsDeletion(this AllocationMade made) => made.ReasonForChange == Deleted;
}
