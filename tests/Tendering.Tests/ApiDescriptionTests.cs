using Jeugdregio.TestSupport;

namespace Jeugdregio.Tendering.Tests;

[Collection(typeof(TenderingCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class ApiDescriptionTests(TenderingFixture service)
{
    [Fact, Trait("requirement", "G08")]
    public Task Every_operation_has_an_id_of_its_own_a_summary_and_a_tag_and_every_date_says_so() =>
        ApiDescription.Check(service);
}
