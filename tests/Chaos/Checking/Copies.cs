using Dapper;
using Jeugdregio.Chaos.Running;
using Jeugdregio.Chaos.Telling;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;
using Npgsql;

namespace Jeugdregio.Chaos.Checking;

/// <summary>What Billing keeps of other services, held against what they told.</summary>
internal static class Copies
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether the events that were told are in the inbox, within that time.</summary>
    internal static Task<bool> TakenIn(ChaosPlatform platform, IReadOnlyCollection<Told> told, TimeSpan within)
    {
        Guid[] ids = [.. told.Select(one => one.Id).Distinct()];
        return Within(within, async () =>
        {
            await using var connection = await platform.Database();
            return await connection.ExecuteScalarAsync<int>(
                "select count(distinct message_id)::int from inbox where message_id = any(@ids)", new { ids })
                == ids.Length;
        });
    }

    /// <summary>Each event in effect exactly once, in whatever order and however often it came.</summary>
    internal static async Task Check(NpgsqlConnection connection, IReadOnlyCollection<Told> told, Broken broken)
    {
        Guid[] ids = [.. told.Select(one => one.Id)];
        broken.AddDifference(
            "I4 inbox", "told", told.Select(one => $"{one.Consumer} {one.Id}"), "taken in",
            await connection.QueryAsync<string>(
                "select consumer || ' ' || message_id from inbox where message_id = any(@ids)", new { ids }));
        await Allocations(connection, [.. told.Select(one => one.Event).OfType<AllocationMade>()], broken);
        await Tariffs(connection, [.. told.Select(one => one.Event).OfType<TariffSet>()], broken);
        await Instalments(connection, [.. told.Select(one => one.Event).OfType<InstalmentsAgreed>()], broken);
    }

    /// <summary>Of each the highest version.</summary>
    private static async Task Allocations(NpgsqlConnection connection, AllocationMade[] told, Broken broken)
    {
        var kept = await connection.QueryAsync<string>(
            $"""
            select {Row("municipality", "number", "version", "client_key", "provider", "segment", "category", "product",
                "start_date", "end_date", "volume", "unit", "frequency", "budget_cents", "reason_for_change")}
            from allocation where provider = any(@providers)
            """, new { providers = told.Select(a => a.Provider).Distinct().ToArray() });
        broken.AddDifference(
            "I6 allocations", "told",
            told.GroupBy(a => (a.Municipality, a.AllocationNumber)).Select(a => a.MaxBy(v => v.Version)!)
                .Select(a => Row(
                    a.Municipality, a.AllocationNumber, a.Version, a.ClientKey, a.Provider, a.Segment, a.Category,
                    a.Product, a.StartDate, a.EndDate, a.Volume, a.Unit, a.Frequency, a.BudgetCents,
                    a.ReasonForChange)),
            "kept", kept);
    }

    /// <summary>Every version, each as it was told.</summary>
    private static async Task Tariffs(NpgsqlConnection connection, TariffSet[] told, Broken broken)
    {
        var kept = await connection.QueryAsync<string>(
            $"""
            select {Row("tariff_id", "version", "agreement_id", "provider", "segment", "product", "unit",
                "tariff_cents", "valid_from", "valid_until", "level", "client_key", "lump_sum",
                "array_to_string(municipalities, ',')")}
            from tariff where provider = any(@providers)
            """, new { providers = told.Select(t => t.Provider).Distinct().ToArray() });
        broken.AddDifference(
            "I6 tariffs", "told",
            told.DistinctBy(t => (t.TariffId, t.Version)).Select(t => Row(
                t.TariffId, t.Version, t.AgreementId, t.Provider, t.Segment, t.Product, t.Unit, t.TariffCents,
                t.ValidFrom, t.ValidUntil, t.Level, t.ClientKey, t.LumpSum ? "true" : "false",
                t.Municipalities is { } all ? string.Join(',', all) : null)),
            "kept", kept);
    }

    /// <summary>Each kept once, and booked once.</summary>
    private static async Task Instalments(NpgsqlConnection connection, InstalmentsAgreed[] told, Broken broken)
    {
        var booked = await connection.QueryAsync<string>(
            $"""
            select {Row("i.id", "e.municipality", "e.provider", "e.month", "e.cost_cents")}
            from instalment i left join ledger_entry e on e.instalment_id = i.id where i.provider = any(@providers)
            """, new { providers = told.Select(a => a.Provider).Distinct().ToArray() });
        broken.AddDifference(
            "I3 instalments", "told",
            told.SelectMany(a => a.Instalments.Select(i => Row(
                i.InstalmentId, i.Municipality, a.Provider, i.Month, i.AmountCents))),
            "booked", booked);
    }

    /// <summary>The columns as one text, in which nothing is something.</summary>
    private static string Row(params string[] columns) =>
        $"concat_ws('|', {string.Join(", ", columns.Select(column => $"coalesce(({column})::text, '-')"))})";

    private static string Row(params object?[] values) => string.Join(
        '|', values.Select(value => value switch
        {
            null => "-",
            DateOnly date => date.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString(),
        }));

    private static async Task<bool> Within(TimeSpan time, Func<Task<bool>> done)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if (await done()) return true;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or System.Net.Sockets.SocketException)
            {
                // killed; it comes back
            }
            if (System.Diagnostics.Stopwatch.GetElapsedTime(began) > time) return false;
            await Task.Delay(Between, TimeProvider.System);
        }
    }
}
