using Jeugdregio.Contracting.Tariffs;
using Jeugdregio.Values;

namespace Jeugdregio.Contracting.Agreements;

/// <summary>One of the two parties signs an agreement; the second signature puts it into force.</summary>
/// <param name="By">Who signs.</param>
internal sealed record SignAgreement(SigningParty By)
{
    /// <summary>
    /// Each party signs once. The start never precedes a signature: signed later than planned, the agreement starts on the
    /// day of the last signature (T27). From then on its tariffs hold, in version 1 (C13).
    /// </summary>
    internal static Outcome<AgreementSigned> Decide(
        Agreement agreement, IReadOnlyList<Tariff> tariffs, SignAgreement act, DateOnly today, DateTimeOffset now)
    {
        var signedOn = act.By is SigningParty.Provider ? agreement.ProviderSignedOn : agreement.RegionSignedOn;
        if (signedOn is not null) return new Refusal("signed-already", $"This party signed on {signedOn:yyyy-MM-dd}.", Rule: "T27");
        if (today > agreement.EndDate)
            return new Refusal("agreement-lapsed", $"The agreement would have ended on {agreement.EndDate:yyyy-MM-dd}.", Rule: "T27");

        var signed = act.By is SigningParty.Provider
            ? agreement with { ProviderSignedOn = today }
            : agreement with { RegionSignedOn = today };
        if (signed.ProviderSignedOn is null || signed.RegionSignedOn is null) return new AgreementSigned(signed, []);

        var active = signed with { StartDate = today > signed.PlannedStart ? today : signed.PlannedStart, ActivatedAt = now };
        return new AgreementSigned(
            active,
            [.. tariffs.OrderBy(t => t.Product, StringComparer.Ordinal)
                .Select(t => new TariffVersion(t.Id, 1, t.AgreedCents, active.StartDate, active.EndDate, null, now))]);
    }
}

internal enum SigningParty
{
    Provider,
    Region,
}

/// <param name="Agreement">With the signature.</param>
/// <param name="Tariffs">Version 1 of every tariff when this was the second signature; else none.</param>
internal sealed record AgreementSigned(Agreement Agreement, IReadOnlyList<TariffVersion> Tariffs);
