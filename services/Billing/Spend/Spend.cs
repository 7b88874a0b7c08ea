namespace Jeugdregio.Billing.Spend;

/// <summary>What care of one segment and product category cost.</summary>
/// <param name="Segment">Segment of the region pack.</param>
/// <param name="Category">Product category, JZ020.</param>
/// <param name="IsStay">Stay (43 with treatment, 44 without), which is reported by itself (B18).</param>
/// <param name="AcceptedCents">Euro cents accepted, credits subtracted.</param>
/// <param name="PaidCents">Of which paid.</param>
/// <param name="Lines">Accepted lines, credits included.</param>
/// <param name="Instalments">Agreed instalments of what is paid by lump sum (B14).</param>
internal sealed record SpendRow(
    string Segment, string Category, bool IsStay, long AcceptedCents, long PaidCents, long Lines,
    long Instalments);

/// <param name="Segment">Segment of the region pack.</param>
/// <param name="AcceptedCents">Euro cents accepted, credits subtracted.</param>
/// <param name="PaidCents">Of which paid.</param>
internal sealed record SegmentSpend(string Segment, long AcceptedCents, long PaidCents);

/// <summary>
/// What care cost. A line or an instalment is in one segment and one category, so all that stands here adds up to the
/// cent (B17).
/// </summary>
/// <param name="From">First month of care.</param>
/// <param name="Until">Last month of care.</param>
/// <param name="AcceptedCents">In all.</param>
/// <param name="PaidCents">Of which paid.</param>
/// <param name="StayAcceptedCents">Of the accepted, what was stay (B18).</param>
/// <param name="Segments">By segment.</param>
/// <param name="Rows">By segment and category.</param>
internal sealed record SpendReport(
    DateOnly From, DateOnly Until, long AcceptedCents, long PaidCents, long StayAcceptedCents,
    IReadOnlyList<SegmentSpend> Segments, IReadOnlyList<SpendRow> Rows)
{
    internal static SpendReport Of(DateOnly from, DateOnly until, IReadOnlyList<SpendRow> rows) => new(
        from, until, rows.Sum(r => r.AcceptedCents), rows.Sum(r => r.PaidCents),
        rows.Where(r => r.IsStay).Sum(r => r.AcceptedCents),
        [
            .. rows.GroupBy(r => r.Segment, StringComparer.Ordinal)
                .Select(s => new SegmentSpend(s.Key, s.Sum(r => r.AcceptedCents), s.Sum(r => r.PaidCents))),
        ],
        rows);
}
