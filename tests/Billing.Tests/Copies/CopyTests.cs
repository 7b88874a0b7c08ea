using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Jeugdregio.ServiceHost.Outbox;
using Jeugdregio.TestSupport;

namespace Jeugdregio.Billing.Tests.Copies;

[Collection<BillingCollection>]
[Trait("needs", "database")]
[Trait("needs", "broker")]
public sealed class CopyTests(BillingService service)
{
    [Fact]
    [Trait("invariant", "I6")]
    public async Task Allocations_told_in_any_order_and_twice_come_to_the_highest_version()
    {
        var scene = await Scene.Set(service);
        var versions = Enumerable.Range(2, 6).Select(v => scene.Made(v, volume: v)).ToArray();
        var shuffled = versions.Concat(versions).ToArray();
        new Random(7).Shuffle(shuffled);
        var ids = versions.ToDictionary(v => v.Version, _ => Guid.CreateVersion7());
        foreach (var told in shuffled) await service.Tell(told, ids[told.Version]);
        await using var connection = await service.Connection();
        await Wait.Until(async () => await connection.ExecuteScalarAsync<int>(
            "select count(*) from inbox where message_id = any(@all)",
            new { all = ids.Values.ToArray() }) == ids.Count);
        Assert.Equal((7, 7L), await connection.QuerySingleAsync<(int, long)>(
            "select version, volume from allocation where municipality = @Municipality and number = @Allocation",
            new { Scene.Municipality, scene.Allocation }));
    }

    [Fact]
    public async Task Copies_are_rebuilt_from_their_owners_with_the_services_own_token_and_nothing_newer_is_lost()
    {
        var scene = await Scene.Set(service);
        await service.Tell(scene.Made(5, volume: 5));
        await scene.Heard(5);
        var unheard = scene.Allocation + 500_000;
        service.Referrals.Allocations.Clear();
        service.Contracting.Tariffs.Clear();
        service.Referrals.Allocations.AddRange([Row(scene.Allocation, 4), Row(unheard, 1)]);
        ContractingHas(scene);
        service.Referrals.Allocations.Add(Row(unheard + 1, 1, "46"));
        service.Referrals.Allocations.Add(Row(unheard + 2, 1, "46"));
        service.Contracting.CrisisChecks.Add(new()
        {
            CheckId = Guid.NewGuid().ToString(), Version = 2, Municipality = Scene.Municipality,
            AllocationNumber = unheard + 2, Provider = scene.Provider, Category = "46", StartDate = "2026-01-01",
            DueOn = "2026-01-15", Status = "approved", ChangedAt = "2026-01-10T00:00:00Z",
        });
        for (var time = 0; time < 2; time++)
        {
            using var response = await service.Post(TestTokens.Operations, "/v1/copies/rebuild", null);
            var rebuilt = await response.Content.ReadFromJsonAsync<JsonElement>(EventTypes.Json);
            Assert.Equal(
                (1, 4, 1, 1, 1), (
                    rebuilt.GetProperty("tariffs").GetInt32(), rebuilt.GetProperty("allocations").GetInt32(),
                    rebuilt.GetProperty("instalments").GetInt32(), rebuilt.GetProperty("approvals").GetInt32(),
                    rebuilt.GetProperty("crisisChecks").GetInt32()));
        }
        Assert.NotNull(service.Contracting.Authorization);
        Assert.NotEqual($"Bearer {TestTokens.Operations}", service.Contracting.Authorization);
        await using var connection = await service.Connection();
        Assert.Equal([5, 1], await connection.QueryAsync<int>(
            "select version from allocation where number = any(@numbers) order by number",
            new { numbers = new[] { scene.Allocation, unheard } }));
        Assert.Equal(
            2, await connection.ExecuteScalarAsync<int>(
                "select count(*) from tariff where provider = @Provider", new { scene.Provider }));
        Assert.Equal(("{0439,0479}", scene.ClientKey), await connection.QuerySingleAsync<(string, string)>(
            "select municipalities::text, client_key from tariff where provider = @Provider and lump_sum",
            new { scene.Provider }));
        // read twice, booked once
        Assert.Equal((1, 4_321L), await connection.QuerySingleAsync<(int, long)>(
            "select count(*)::int, sum(cost_cents)::bigint from ledger_entry where provider = @Provider",
            new { scene.Provider }));
        Assert.Equal(300_000, await connection.ExecuteScalarAsync<long>(
            "select maximum_tariff_cents from approval where provider = @Provider", new { scene.Provider }));
        // R21: the term that the region gives, and what was told since
        Assert.Equal(
            [(0, new DateOnly(2026, 1, 15)), (2, DateOnly.MaxValue)],
            await connection.QueryAsync<(int, DateOnly)>(
                """
                select version, covered_until from crisis_cover where allocation_number = any(@numbers)
                order by allocation_number
                """, new { numbers = new[] { scene.Allocation, unheard, unheard + 1, unheard + 2 } }));
        service.Contracting.Instalments.Clear();
        service.Contracting.Approvals.Clear();
        service.Contracting.CrisisChecks.Clear();

        Jeugdregio.Referrals.Wire.V1.Grpc.Allocation Row(
            long number, int version, string category = "45") => new()
        {
            Municipality = Scene.Municipality, AllocationNumber = number, Version = version,
            ClientKey = scene.ClientKey, Category = category,
            Provider = scene.Provider, Segment = "B", StartDate = "2026-01-01", DecidedAt = "2026-01-01T00:00:00Z",
        };
    }

    /// <summary>A tariff by lump sum, an instalment of it and an approval.</summary>
    private void ContractingHas(Scene scene)
    {
        service.Contracting.Tariffs.Add(new()
        {
            TariffId = Guid.NewGuid().ToString(), Version = 1, AgreementId = Guid.NewGuid().ToString(),
            Provider = scene.Provider,
            Segment = "B", Product = "45A49", Unit = "82", TariffCents = 700, ValidFrom = "2026-01-01",
            ValidUntil = "2026-12-31",
            SetAt = "2025-12-01T00:00:00Z", LumpSum = true, Municipalities = { Scene.Municipality, "0479" },
            ClientKey = scene.ClientKey,
        });
        service.Contracting.Instalments.Add(new()
        {
            InstalmentId = Guid.NewGuid().ToString(), ScheduleId = Guid.NewGuid().ToString(),
            AgreementId = Guid.NewGuid().ToString(), TariffId = Guid.NewGuid().ToString(), Provider = scene.Provider,
            Segment = "B", Product = "45A49", Municipality = Scene.Municipality, Month = "2026-10-01",
            DueOn = "2026-10-15", AmountCents = 4_321, AgreedAt = "2026-09-01T00:00:00Z",
        });
        service.Contracting.Approvals.Add(new()
        {
            ApprovalId = Guid.NewGuid().ToString(), Provider = scene.Provider, Product = "45A49",
            Municipality = Scene.Municipality, ValidFrom = "2026-01-01", ValidUntil = "2026-06-30",
            MaximumTariffCents = 300_000, GrantedAt = "2025-12-01T00:00:00Z",
        });
    }
}
