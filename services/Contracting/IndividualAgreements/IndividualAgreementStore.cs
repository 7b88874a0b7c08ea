using Jeugdregio.Contracting.Allocations;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;
using Npgsql;

namespace Jeugdregio.Contracting.IndividualAgreements;

/// <summary>The SQL of individual agreements and of the care on them.</summary>
internal sealed class IndividualAgreementStore(UnitOfWork work)
{
    private const string Columns =
        """
        a.id, a.request_id, a.municipality, a.provider, a.client_key, a.segment, a.product, a.unit, a.tariff_cents,
        a.valid_from, a.valid_until, a.description, a.reason, a.status, a.proposed_by, a.proposed_at, a.decided_by,
        a.decided_at, a.decision_reason,
        (select max(coalesce(c.end_date, a.valid_until)) from individual_agreement_care c
         where c.agreement_id = a.id and not c.deleted) as care_until
        """;

    internal Task<IndividualAgreement?> Find(Guid id, CancellationToken stop) =>
        work.Find<IndividualAgreement>(
            $"select {Columns} from individual_agreement a where a.id = @id", new { id }, stop);

    internal Task<IndividualAgreement?> Lock(Guid id, CancellationToken stop) =>
        work.Find<IndividualAgreement>(
            $"select {Columns} from individual_agreement a where a.id = @id for update", new { id }, stop);

    /// <param name="municipalities">Of these; null for all.</param>
    /// <param name="provider">Agreed with this provider; null for all, whatever became of them.</param>
    /// <param name="after">The cursor.</param>
    /// <param name="take">How many.</param>
    internal Task<IReadOnlyList<IndividualAgreement>> List(
        string[]? municipalities, string? provider, Guid? after, int take, CancellationToken stop) =>
        work.Query<IndividualAgreement>(
            $"""
            select {Columns} from individual_agreement a
            where a.id > @after
              {(municipalities is null ? "" : "and a.municipality = any(@municipalities)")}
              {(provider is null ? "" : "and a.provider = @provider and a.status = 'agreed'")}
            order by a.id limit @take
            """, new { municipalities, provider, after = after ?? Guid.Empty, take }, stop);

    /// <summary>What holds for the client at the provider, as terms to allocate on.</summary>
    internal async Task<IReadOnlyList<Terms>> Of(ClientKey client, string provider, CancellationToken stop) =>
    [
        .. (await work.Query<IndividualAgreement>(
            $"""
            select {Columns} from individual_agreement a
            where a.client_key = @client and a.provider = @provider and a.status = 'agreed'
            order by a.valid_from desc, a.id desc
            """, new { client = client.Text, provider }, stop))
        .Select(a => new Terms(
            a.Id, a.Segment, [a.Municipality], a.ValidFrom, a.LastStart, a.Product, a.Unit, a.TariffCents,
            a.ValidUntil)),
    ];

    /// <summary>Does a signed framework agreement hold the product for the municipality on some of its days?</summary>
    internal Task<bool> IsContracted(IndividualAgreement agreement, CancellationToken stop) =>
        work.Find<bool>(
            """
            select exists (
                select from agreement f join tariff t on t.agreement_id = f.id
                where f.provider = @Provider and f.activated_at is not null and t.product = @Product
                  and f.municipalities @> array[@Municipality]
                  and daterange(f.start_date, f.end_date, '[]') && daterange(@ValidFrom, @ValidUntil, '[]'))
            """, Days(agreement), stop);

    /// <summary>Does another one hold for the same client, provider, municipality and product on some of its
    /// days?</summary>
    internal Task<bool> OverlapsAgreed(IndividualAgreement agreement, CancellationToken stop) =>
        work.Find<bool>(
            """
            select exists (
                select from individual_agreement
                where client_key = @ClientKey and provider = @Provider and municipality = @Municipality
                  and product = @Product and status = 'agreed'
                  and daterange(valid_from, valid_until, '[]') && daterange(@ValidFrom, @ValidUntil, '[]'))
            """, Days(agreement), stop);

    /// <returns>False when it is there already.</returns>
    internal async Task<bool> Add(IndividualAgreement proposed, CancellationToken stop) =>
        await work.Execute(
            """
            insert into individual_agreement (
                id, request_id, municipality, provider, client_key, segment, product, unit, tariff_cents, valid_from,
                valid_until, description, reason, status, proposed_by, proposed_at)
            values (
                @Id, @RequestId, @Municipality, @Provider, @ClientKey, @Segment, @Product, @Unit, @TariffCents,
                @ValidFrom, @ValidUntil, @Description, @Reason, 'proposed', @ProposedBy, @ProposedAt)
            on conflict (id) do nothing
            """, proposed, stop) == 1;

    /// <exception cref="StaleException">An overlapping one was agreed with at the same moment.</exception>
    internal async Task Save(IndividualAgreement decided, CancellationToken stop)
    {
        try
        {
            await work.ExecuteOne(
                """
                update individual_agreement
                set status = lower(@status), decided_by = @DecidedBy, decided_at = @DecidedAt,
                    decision_reason = @DecisionReason
                where id = @Id and status = 'proposed'
                """,
                new
                {
                    decided.Id,
                    status = decided.Status.ToString(),
                    decided.DecidedBy,
                    decided.DecidedAt,
                    decided.DecisionReason,
                }, stop);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            throw new StaleException();
        }
    }

    /// <summary>Keeps the newest version of an allocation that starts on its client's individual agreement.</summary>
    internal Task KeepCare(AllocationMade told, CancellationToken stop) =>
        work.Execute(
            """
            insert into individual_agreement_care (agreement_id, number, version, end_date, deleted)
            select id, @AllocationNumber, @Version, @EndDate, @deleted from individual_agreement
            where client_key = @ClientKey and provider = @Provider and municipality = @Municipality
              and status = 'agreed' and (product = @Product or (@Product is null and left(product, 2) = @Category))
              and daterange(valid_from, valid_until, '[]') @> @StartDate
            on conflict (agreement_id, number) do update
            set version = excluded.version, end_date = excluded.end_date, deleted = excluded.deleted
            where individual_agreement_care.version < excluded.version
            """,
            new
            {
                told.AllocationNumber,
                told.Version,
                told.EndDate,
                deleted = told.IsDeletion(),
                told.ClientKey,
                told.Provider,
                told.Municipality,
                told.Product,
                told.Category,
                told.StartDate,
            }, stop);

    /// <summary>What others are told of it: a tariff for one client. It is streamed in the same form.</summary>
    internal static TariffSet ToEvent(IndividualAgreement agreed) => new(
        agreed.Id, 1, agreed.Id, agreed.Provider, agreed.Segment, agreed.Product, agreed.Unit, agreed.TariffCents,
        agreed.ValidFrom, agreed.ValidUntil, agreed.DecidedAt!.Value, ClientKey: agreed.ClientKey,
        Municipalities: [agreed.Municipality]);

    private static object Days(IndividualAgreement agreement) => new
    {
        agreement.ClientKey,
        agreement.Provider,
        agreement.Municipality,
        agreement.Product,
        agreement.ValidFrom,
        agreement.ValidUntil,
    };
}
