using Jeugdregio.Billing.Lines;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.MaterialControls;

/// <summary>The SQL of material control.</summary>
internal sealed class MaterialControlStore(UnitOfWork work)
{
    private const string Columns =
        """
        id, municipality, provider, first_month, last_month, size, interval_cents, start_cents, population_lines,
        population_cents, drawn_by, drawn_at
        """;

    /// <summary>Accepted debits that are not taken back and about which nothing was found before.</summary>
    internal Task<IReadOnlyList<Drawable>> Population(DrawMaterialControl act, CancellationToken stop) =>
        work.Query<Drawable>(
            $"""
            select l.id, l.amount_cents
            from {LineQueries.OfDeclarations}
            where d.municipality = @Municipality and d.provider = @Provider
              and {LineQueries.InPeriod("@FirstMonth", "(@LastMonth + interval '1 month' - interval '1 day')::date")}
              and l.accepted and not l.is_credit and l.credited_by is null and l.amount_cents > 0
              and not exists (select from material_finding f where f.line_id = l.id)
            order by l.id
            """, act, stop);

    internal async Task<MaterialControl?> Find(Guid id, CancellationToken stop) =>
        (await work.Find<Row>($"select {Columns} from material_control where id = @id", new { id }, stop))?.ToControl();

    internal async Task<IReadOnlyList<MaterialControl>> List(
        string[]? municipalities, string? provider, Guid? after, int take, CancellationToken stop)
    {
        var rows = await work.Query<Row>(
            $"""
            select {Columns} from material_control
            where id > @after and (@municipalities::text[] is null or municipality = any(@municipalities))
              and (@provider::text is null or provider = @provider)
            order by id limit @take
            """, new { municipalities, provider, after = after ?? Guid.Empty, take }, stop);
        return [.. rows.Select(r => r.ToControl())];
    }

    internal async Task Add(DrawnControl drawn, CancellationToken stop)
    {
        await work.ExecuteOne(
            $"""
            insert into material_control ({Columns})
            values (@Id, @Municipality, @Provider, @FirstMonth, @LastMonth, @Size, @IntervalCents, @StartCents,
                @PopulationLines, @PopulationCents, @DrawnBy, @DrawnAt)
            """, drawn.Control, stop);
        await work.Execute(
            """
            insert into material_control_line (control_id, line_id, amount_cents)
            select @control, id, cents from unnest(@ids, @cents) as l (id, cents)
            """,
            new
            {
                control = drawn.Control.Id, ids = drawn.Lines.Select(l => l.Id).ToArray(),
                cents = drawn.Lines.Select(l => l.AmountCents).ToArray(),
            }, stop);
    }

    internal Task<SampledLine?> Line(Guid control, Guid line, CancellationToken stop) =>
        work.Find<SampledLine>(
            """
            select x.line_id as line, x.amount_cents, f.id is not null as has_finding
            from material_control_line x
            left join material_finding f on f.control_id = x.control_id and f.line_id = x.line_id
            where x.control_id = @control and x.line_id = @line
            """, new { control, line }, stop);

    internal Task Add(Finding finding, MaterialControl control, CancellationToken stop) =>
        work.ExecuteOne(
            """
            insert into material_finding (id, control_id, line_id, municipality, provider, unlawful_cents, reason,
                found_by, found_at)
            values (@Id, @Control, @Line, @Municipality, @Provider, @UnlawfulCents, @Reason, @FoundBy, @FoundAt)
            """,
            new
            {
                finding.Id, finding.Control, finding.Line, control.Municipality, control.Provider,
                finding.UnlawfulCents, finding.Reason, finding.FoundBy, finding.FoundAt,
            }, stop);

    /// <summary>What was found so far: amount of each line and what of it is wrong.</summary>
    internal Task<IReadOnlyList<FoundAmount>> Found(Guid control, CancellationToken stop) =>
        work.Query<FoundAmount>(
            """
            select x.amount_cents, f.unlawful_cents
            from material_control_line x
            left join material_finding f on f.control_id = x.control_id and f.line_id = x.line_id
            where x.control_id = @control
            """, new { control }, stop);

    private sealed record Row(
        Guid Id, string Municipality, string Provider, DateOnly FirstMonth, DateOnly LastMonth, int Size,
        long IntervalCents, long StartCents, int PopulationLines, long PopulationCents, string DrawnBy,
        DateTime DrawnAt)
    {
        internal MaterialControl ToControl() => new(
            Id, Municipality, Provider, FirstMonth, LastMonth, Size, IntervalCents, StartCents, PopulationLines,
            PopulationCents, DrawnBy, DrawnAt);
    }
}

/// <param name="AmountCents">Of the line.</param>
/// <param name="UnlawfulCents">Null while nobody has said what was found.</param>
internal sealed record FoundAmount(long AmountCents, long? UnlawfulCents);
