using Jeugdregio.TestSupport;

namespace Jeugdregio.Contracting.Tests;

[Collection(typeof(ContractingCollection)), Trait("needs", "database"), Trait("needs", "broker")]
public sealed class ApiDescriptionTests(ContractingFixture service)
{
    [Fact, Trait("requirement", "G08")]
    public Task Every_operation_has_an_id_of_its_own_a_summary_and_a_tag_and_every_date_says_so() =>
        ApiDescription.Check(service);
}
