using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Contracting.Agreements;

/// <summary>The SQL of agreements.</summary>
internal sealed class AgreementStore(UnitOfWork work)
{
    private const string Columns =
        """
        id, award_id, tender_id, lot_id, provider, segment, contract_model, municipalities, planned_start, start_date, end_date,
        extensions, provider_signed_on, region_signed_on, activated_at
        """;

    internal async Task<Agreement?> Find(Guid id, CancellationToken stop) =>
        (await work.Find<Row>($"select {Columns} from agreement where id = @id", new { id }, stop))?.ToAgreement();

    /// <summary>The agreement, with its tariffs unchanged by others until this transaction ends.</summary>
    internal async Task<Agreement?> Lock(Guid id, CancellationToken stop) =>
        (await work.Find<Row>($"select {Columns} from agreement where id = @id for update", new { id }, stop))?.ToAgreement();

    /// <param name="provider">Of this provider; null for all.</param>
    /// <param name="municipalities">Signed ones that hold for one of these; null for all.</param>
    /// <param name="segment">Of this segment; null for all.</param>
    /// <param name="after">The cursor.</param>
    /// <param name="take">How many.</param>
    internal async Task<IReadOnlyList<Agreement>> List(
        string? provider, string[]? municipalities, string? segment, Guid? after, int take, CancellationToken stop) =>
        [.. (await work.Query<Row>(
            $"""
            select {Columns} from agreement
            where id > @after
              {(provider is null ? "" : "and provider = @provider")}
              {(segment is null ? "" : "and segment = @segment")}
              {(municipalities is null ? "" : "and activated_at is not null and municipalities && @municipalities")}
            order by id limit @take
            """, new { provider, municipalities, segment, after = after ?? Guid.Empty, take }, stop)).Select(r => r.ToAgreement())];

    /// <returns>False when the award has its agreement already.</returns>
    internal async Task<bool> Add(Agreement agreement, DateTimeOffset now, CancellationToken stop) =>
        await work.Execute(
            """
            insert into agreement (id, award_id, tender_id, lot_id, provider, segment, contract_model, municipalities, planned_start,
                                   start_date, end_date, drafted_at)
            values (@Id, @AwardId, @TenderId, @LotId, @Provider, @Segment, @ContractModel, @municipalities, @PlannedStart,
                    @StartDate, @EndDate, @now)
            on conflict (award_id) do nothing
            """,
            new
            {
                agreement.Id,
                agreement.AwardId,
                agreement.TenderId,
                agreement.LotId,
                agreement.Provider,
                agreement.Segment,
                agreement.ContractModel,
                municipalities = agreement.Municipalities.ToArray(),
                agreement.PlannedStart,
                agreement.StartDate,
                agreement.EndDate,
                now,
            }, stop) == 1;

    internal Task Save(Agreement agreement, CancellationToken stop) =>
        work.ExecuteOne(
            """
            update agreement set start_date = @StartDate, end_date = @EndDate, extensions = @Extensions,
                                 provider_signed_on = @ProviderSignedOn, region_signed_on = @RegionSignedOn, activated_at = @ActivatedAt
            where id = @Id
            """,
            new
            {
                agreement.Id,
                agreement.StartDate,
                agreement.EndDate,
                agreement.Extensions,
                agreement.ProviderSignedOn,
                agreement.RegionSignedOn,
                agreement.ActivatedAt,
            }, stop);

    private sealed record Row(
        Guid Id, Guid AwardId, Guid TenderId, Guid LotId, string Provider, string Segment, string ContractModel, string[] Municipalities,
        DateOnly PlannedStart, DateOnly StartDate, DateOnly EndDate, int Extensions, DateOnly? ProviderSignedOn, DateOnly? RegionSignedOn,
        DateTimeOffset? ActivatedAt)
    {
        internal Agreement ToAgreement() => new(
            Id, AwardId, TenderId, LotId, Provider, Segment, ContractModel, Municipalities, PlannedStart, StartDate, EndDate, Extensions,
            ProviderSignedOn, RegionSignedOn, ActivatedAt);
    }
}
