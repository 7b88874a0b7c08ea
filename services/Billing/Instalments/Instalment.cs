using Jeugdregio.Contracting.Wire.V1;

namespace Jeugdregio.Billing.Instalments;

/// <summary>An agreed instalment of a product that is paid by lump sum (B14).</summary>
/// <param name="Id">Identity; also of the transfer that it opens.</param>
/// <param name="ScheduleId">The schedule that it was agreed in.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="TariffId">The product's tariff, which takes no lines.</param>
/// <param name="Provider">AGB code.</param>
/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Product">Product code.</param>
/// <param name="Month">First day of the month that it is for.</param>
/// <param name="DueOn">Day on which it falls due.</param>
/// <param name="AmountCents">Euro cents.</param>
/// <param name="AgreedAt">UTC.</param>
internal sealed record Instalment(
    Guid Id, Guid ScheduleId, Guid AgreementId, Guid TariffId, string Provider, string Municipality, string Segment,
    string Product, DateOnly Month, DateOnly DueOn, long AmountCents, DateTimeOffset AgreedAt)
{
    internal static IReadOnlyList<Instalment> Of(InstalmentsAgreed told) =>
    [
        .. told.Instalments.Select(i => new Instalment(
            i.InstalmentId, told.ScheduleId, told.AgreementId, told.TariffId, told.Provider, i.Municipality,
            told.Segment, told.Product, i.Month, i.DueOn, i.AmountCents, told.AgreedAt)),
    ];
}
