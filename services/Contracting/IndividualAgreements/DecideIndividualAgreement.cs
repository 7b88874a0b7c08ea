using Jeugdregio.Values;

namespace Jeugdregio.Contracting.IndividualAgreements;

/// <summary>A contract manager agrees with an individual agreement, or not.</summary>
/// <param name="Agreed">Agreed or not.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
internal sealed record DecideIndividualAgreement(bool Agreed, string Reason)
{
    private const int ReasonLengthMax = 1_000;

    /// <summary>
    /// Nobody decides on what they proposed themselves, and it stands in for no contract that is there (C32).
    /// </summary>
    /// <param name="agreement">The proposal.</param>
    /// <param name="isContracted">On some of its days a framework agreement holds the product for its
    /// municipality.</param>
    /// <param name="overlaps">On some of its days another individual agreement holds for the same client and
    /// product.</param>
    /// <param name="act">The decision.</param>
    /// <param name="decider">Client id.</param>
    /// <param name="now">The moment.</param>
    internal static Outcome<IndividualAgreement> Decide(
        IndividualAgreement agreement, bool isContracted, bool overlaps, DecideIndividualAgreement act, string decider,
        DateTimeOffset now)
    {
        if (agreement.Status is not IndividualAgreementStatus.Proposed)
            return new Refusal("individual-agreement-decided-already", "It has been decided.", Rule: "C32");
        if (agreement.ProposedBy == decider)
            return new Refusal(
                "individual-agreement-by-proposer", "Another person than who proposed it decides.", Rule: "C32");
        if (act.Reason.Trim().Length is 0 or > ReasonLengthMax)
            return new Refusal("reason-invalid", $"A reason has 1 to {ReasonLengthMax} characters.", "reason", "C32");
        if (act.Agreed && isContracted)
            return new Refusal(
                "product-contracted", "On some of these days the provider's framework agreement holds this product.",
                "agreed", "C32");
        if (act.Agreed && overlaps)
            return new Refusal(
                "individual-agreement-overlaps", "On some of these days another one holds for this client and product.",
                "agreed", "C32");
        return agreement with
        {
            Status = act.Agreed ? IndividualAgreementStatus.Agreed : IndividualAgreementStatus.Refused,
            DecidedBy = decider,
            DecidedAt = now,
            DecisionReason = act.Reason.Trim(),
        };
    }
}
