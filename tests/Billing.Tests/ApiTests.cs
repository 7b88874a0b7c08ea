using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests;

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
[Trait("requirement", "G08")]
public sealed class ApiTests(BillingService service)
{
    [Fact]
    public Task The_description_has_what_a_person_and_a_generator_need() => ApiDescription.Check(service);

    [Fact]
    public async Task A_list_that_is_a_file_too_says_so_and_files_for_banks_are_xml()
    {
        var paths = (await service.Get("", "/openapi.json")).GetProperty("paths");
        var lines = paths.GetProperty("/lines").GetProperty("get").GetProperty("responses").GetProperty("200")
            .GetProperty("content");
        Assert.True(lines.TryGetProperty("text/csv", out _));
        Assert.True(lines.GetProperty("application/json").TryGetProperty("schema", out _));
        Assert.True(paths.GetProperty("/payment-runs/{id}/file").GetProperty("get").GetProperty("responses")
            .GetProperty("200").GetProperty("content").TryGetProperty("application/xml", out _));
        Assert.True(paths.GetProperty("/payment-status-reports").GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").TryGetProperty("application/xml", out _));
    }
}
