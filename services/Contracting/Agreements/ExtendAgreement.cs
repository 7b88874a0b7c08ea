using System.Text.Json.Serialization;
using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Region;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Agreements;

/// <summary>The region extends an agreement as its contract model allows.</summary>
/// <param name="Years">Must be the length of the model's next extension (C01).</param>
/// <param name="Evaluation">How goals and partnership were judged (C03).</param>
internal sealed record ExtendAgreement(int Years, Evaluation? Evaluation = null)
{
    /// <summary>
    /// An agreement is extended by exactly the model's years, at most as often as the model says (C01), after a sufficient
    /// evaluation of both goals and partnership (C03). Each tariff goes on at the amount of its last day.
    /// </summary>
    internal static Outcome<ExtensionGranted> Decide(
        Agreement agreement, ContractModel model, IReadOnlyList<TariffVersion> versions, ExtendAgreement act, DateOnly today, DateTimeOffset now)
    {
        if (!agreement.IsSigned) return new Refusal("agreement-not-signed", "Only a signed agreement is extended.", Rule: "C01");
        if (today > agreement.EndDate)
            return new Refusal("agreement-ended", $"The agreement ended on {agreement.EndDate:yyyy-MM-dd}.", Rule: "C01");
        if (agreement.Extensions >= model.ExtensionYears.Count)
            return new Refusal("no-extension-left", $"The contract model {model.Name} has no further extension.", Rule: "C01");
        if (act.Years != model.ExtensionYears[agreement.Extensions])
            return new Refusal(
                "extension-years-differ", $"The next extension is exactly {model.ExtensionYears[agreement.Extensions]} year(s).", "years", "C01");
        if (act.Evaluation is not { } evaluation)
            return new Refusal("evaluation-missing", "An extension needs an evaluation of goals and partnership.", "evaluation", "C03");
        if (evaluation.Goals is Judgment.Insufficient)
            return new Refusal("evaluation-insufficient", "The goals were judged insufficient.", "evaluation.goals", "C03");
        if (evaluation.Partnership is Judgment.Insufficient)
            return new Refusal("evaluation-insufficient", "The partnership was judged insufficient.", "evaluation.partnership", "C03");

        var first = agreement.EndDate.AddDays(1);
        var end = first.AddYears(act.Years).AddDays(-1);
        return new ExtensionGranted(
            agreement with { EndDate = end, Extensions = agreement.Extensions + 1 },
            [.. versions.GroupBy(v => v.TariffId).Select(t => Continued([.. t], agreement.EndDate, first, end, now))]);
    }

    private static TariffVersion Continued(
        IReadOnlyList<TariffVersion> versions, DateOnly lastDay, DateOnly first, DateOnly end, DateTimeOffset now)
    {
        var last = TariffVersion.On(versions, lastDay) ?? throw new InvalidOperationException("A tariff without a version on its last day.");
        return new(last.TariffId, versions.Max(v => v.Version) + 1, last.TariffCents, first, end, null, now,
            last.LumpSum, last.Level);
    }
}

/// <param name="Goals">Were the agreed results reached (doelrealisatie)?</param>
/// <param name="Partnership">How was working together?</param>
internal sealed record Evaluation(Judgment Goals, Judgment Partnership);

[JsonConverter(typeof(JsonStringEnumConverter<Judgment>))]
internal enum Judgment
{
    Insufficient,
    Sufficient,
    Good,
}

/// <param name="Agreement">With its new last day.</param>
/// <param name="Tariffs">A version per tariff for the added period.</param>
internal sealed record ExtensionGranted(Agreement Agreement, IReadOnlyList<TariffVersion> Tariffs);
