using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>The SQL of allocations and of the messages that told of them.</summary>
[Enforces("TR332")]
internal sealed class AllocationStore(UnitOfWork work)
{
    private const string Columns =
        """
        municipality, number, version, provider, client_key, segment, category, product, start_date, end_date, volume, unit, frequency,
        budget_cents, reason_for_change, tariff_cents, tariff_unit, allocated_cents, request_id, requested_on, decided_at, sent_version
        """;

    private const long FirstNumber = 100_000_001;

    /// <summary>The next number of the municipality (TR332). Held until the transaction ends, so that none is skipped.</summary>
    internal Task<long> NextNumber(string municipality, CancellationToken stop) =>
        work.Find<long>(
            """
            insert into allocation_number (municipality, last) values (@municipality, @first)
            on conflict (municipality) do update set last = allocation_number.last + 1
            returning last
            """, new { municipality, first = FirstNumber }, stop);

    /// <summary>Everything this client was ever allocated at this provider by this municipality.</summary>
    internal Task<IReadOnlyList<Allocation>> OfClient(string municipality, string provider, ClientKey client, CancellationToken stop) =>
        work.Query<Allocation>(
            $"""
            select {Columns} from allocation
            where client_key = @client and provider = @provider and municipality = @municipality
            order by number
            """, new { client = client.Text, provider, municipality }, stop);

    /// <summary>
    /// The client's last allocation of the same care at the provider that another municipality ended because the client
    /// moved (B12); null when there is none. It is for asking Contracting only, and in no answer to anybody.
    /// </summary>
    internal Task<Allocation?> Moved(
        string municipality, string provider, ClientKey client, AllocationTerms terms, CancellationToken stop) =>
        work.Find<Allocation>(
            $"""
            select {Columns} from allocation
            where client_key = @client and provider = @provider and municipality <> @municipality
              and reason_for_change = @moved and category = @Category and (product is null or product = @Product)
              and end_date < @StartDate
            order by end_date desc, municipality, number limit 1
            """,
            new
            {
                client = client.Text,
                provider,
                municipality,
                moved = RedenenWijziging.Verhuizing,
                terms.Category,
                terms.Product,
                terms.StartDate,
            }, stop);

    /// <summary>The allocation when it is of the caller's own municipality; null for anybody else.</summary>
    internal async Task<Allocation?> FindFor(Caller caller, string municipality, long number, CancellationToken stop) =>
        !MunicipalityCode.TryParse(municipality, out var code) || !caller.Municipalities.Contains(code)
            ? null
            : await work.Find<Allocation>(
                $"select {Columns} from allocation where municipality = @municipality and number = @number",
                new { municipality, number }, stop);

    /// <summary>Reads it again and holds it, after the client was locked.</summary>
    internal async Task<Allocation> Hold(string municipality, long number, CancellationToken stop) =>
        await work.Find<Allocation>(
            $"select {Columns} from allocation where municipality = @municipality and number = @number for update",
            new { municipality, number }, stop) ?? throw new StaleException();

    internal async Task Add(Allocation allocation, CancellationToken stop)
    {
        await work.ExecuteOne(
            """
            insert into allocation (
                municipality, number, version, provider, client_key, segment, category, product, start_date, end_date, volume, unit,
                frequency, budget_cents, reason_for_change, tariff_cents, tariff_unit, allocated_cents, request_id, requested_on, decided_at)
            values (
                @Municipality, @Number, @Version, @Provider, @ClientKey, @Segment, @Category, @Product, @StartDate, @EndDate, @Volume, @Unit,
                @Frequency, @BudgetCents, @ReasonForChange, @TariffCents, @TariffUnit, @AllocatedCents, @RequestId, @RequestedOn, @DecidedAt)
            """, allocation, stop);
        await AddVersion(allocation, stop);
    }

    internal async Task Change(Allocation allocation, CancellationToken stop)
    {
        await work.ExecuteOne(
            """
            update allocation
            set version = @Version, start_date = @StartDate, end_date = @EndDate, volume = @Volume, budget_cents = @BudgetCents,
                reason_for_change = @ReasonForChange, allocated_cents = @AllocatedCents, decided_at = @DecidedAt
            where municipality = @Municipality and number = @Number and version = @Version - 1
            """, allocation, stop);
        await AddVersion(allocation, stop);
    }

    /// <summary>Keeps that a JW301 went out and which versions it told.</summary>
    internal async Task Sent(
        Guid messageId, string identification, IReadOnlyList<Allocation> told, DateTimeOffset now, CancellationToken stop)
    {
        var first = told[0];
        await work.ExecuteOne(
            """
            insert into allocation_message (id, municipality, provider, client_key, identification, sent_at, status)
            values (@messageId, @municipality, @provider, @client, @identification, @now, 'sent')
            """,
            new { messageId, municipality = first.Municipality, provider = first.Provider, client = first.ClientKey, identification, now }, stop);
        await work.Execute(
            """
            update allocation set message_id = @messageId, sent_version = version
            where municipality = @municipality and number = any(@numbers)
            """, new { messageId, municipality = first.Municipality, numbers = told.Select(a => a.Number).ToArray() }, stop);
    }

    /// <summary>Writes down what the provider's system said of a JW301; false when that one was never sent, or was answered.</summary>
    internal async Task<bool> Answered(
        string municipality, string provider, string identification, string status, string[] codes, DateTimeOffset now, CancellationToken stop) =>
        await work.Execute(
            """
            update allocation_message set status = @status, return_codes = @codes, answered_at = @now
            where municipality = @municipality and provider = @provider and identification = @identification and status = 'sent'
            """, new { municipality, provider, identification, status, codes, now }, stop) == 1;

    private Task AddVersion(Allocation allocation, CancellationToken stop) =>
        work.ExecuteOne(
            """
            insert into allocation_version (
                municipality, number, version, start_date, end_date, volume, budget_cents, reason_for_change, allocated_cents, decided_at)
            values (
                @Municipality, @Number, @Version, @StartDate, @EndDate, @Volume, @BudgetCents, @ReasonForChange, @AllocatedCents, @DecidedAt)
            """, allocation, stop);
}
