using Jeugdregio.Referrals.IndividualAgreements;
using Jeugdregio.Referrals.Requests;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.Region;
using Jeugdregio.Values;
using static Jeugdregio.Referrals.Tests.Samples;

namespace Jeugdregio.Referrals.Tests.IndividualAgreements;

[Trait("requirement", "C32")]
public sealed class ProposeIndividualAgreementTests
{
    private static readonly RegionPack Region =
        RegionFile.Load(Path.Combine(AppContext.BaseDirectory, "regions", "zaanstreek-waterland.json"));

    private static readonly Guid Id = Guid.CreateVersion7();

    private static ProposeIndividualAgreement Act { get; } = new(
        "B", "84", 70_000, new(2026, 1, 12), new(2026, 12, 31), " A year of family therapy. ",
        "Nobody contracted speaks sign language.");

    [Fact]
    public void A_proposal_has_reason_description_tariff_period_and_who_proposed_and_its_client_is_the_requests() =>
        Assert.Equal(
            new IndividualAgreementProposed(
                Id, Request.Id, Request.ClientKey, "0479", "01000001", "B", "45A48", "84", 70_000, new(2026, 1, 12),
                new(2026, 12, 31), "A year of family therapy.", Act.Reason, "gemeente-0479", Now),
            Decided(Decide(Act)));

    [Fact]
    public void A_request_for_a_category_leaves_the_product_to_the_proposal()
    {
        var category = Request with { Product = null };
        Assert.Equal("45A49", Decided(Decide(Act with { Product = "45A49" }, category)).Product);
        IsRefused(Decide(Act, category), "product-code-invalid", "product");
        IsRefused(Decide(Act with { Product = "44A08" }, category), "product-not-asked", "product");
        IsRefused(Decide(Act with { Product = "45A49" }), "product-not-asked", "product");
    }

    [Theory]
    [InlineData(nameof(RequestStatus.Honoured)), InlineData(nameof(RequestStatus.Refused))]
    public void A_request_that_was_decided_needs_no_agreement(string status) => IsRefused(
        Decide(Act, Request with { Status = Enum.Parse<RequestStatus>(status) }), "request-already-decided",
        "decision");

    [Fact]
    public void What_cannot_be_is_refused_with_its_field()
    {
        (ProposeIndividualAgreement Act, string Code, string Field)[] wrong =
        [
            (Act with { Segment = "A" }, "segment-not-regional", "segment"),
            (Act with { Segment = "Q" }, "segment-not-regional", "segment"),
            (Act with { Unit = "14" }, "unit-not-in-segment", "unit"),
            (Act with { TariffCents = 0 }, "tariff-invalid", "tariffCents"),
            (Act with { TariffCents = 100_000_001 }, "tariff-invalid", "tariffCents"),
            (Act with { ValidUntil = new(2026, 1, 11) }, "period-invalid", "validUntil"),
            (Act with { Description = " " }, "description-invalid", "description"),
            (Act with { Reason = new('x', 1_001) }, "reason-invalid", "reason"),
        ];
        Assert.All(wrong, w => IsRefused(Decide(w.Act), w.Code, w.Field));
    }

    [Theory, Trait("requirement", "G04")]
    [InlineData("It is about 999900006."), InlineData("999 900 006"), InlineData("since 2026-01-01 999900006")]
    [InlineData("9999.00.006 moved")]
    public void A_number_of_a_person_is_refused_before_it_goes_anywhere(string text)
    {
        IsRefused(Decide(Act with { Reason = text }), "reason-names-client", "reason");
        IsRefused(Decide(Act with { Description = text }), "description-names-client", "description");
    }

    [Theory]
    [InlineData("Call 06 1234 5678 before 2026-01-01."), InlineData("999900007"), InlineData("9999000060")]
    public void Other_numbers_may_be_in_a_text(string text) => Decided(Decide(Act with { Reason = text }));

    private static void IsRefused(Outcome<IndividualAgreementProposed> outcome, string code, string field)
    {
        Assert.True(outcome.Refused(out var why, out _), $"It was not refused for {code}.");
        Assert.Equal((code, field), (why.Code, why.Field));
    }

    private static Outcome<IndividualAgreementProposed> Decide(
        ProposeIndividualAgreement act, AllocationRequest? request = null) =>
        ProposeIndividualAgreement.Decide(request ?? Request, act, Region, "gemeente-0479", Now, Id);
}
