namespace Jeugdregio.Billing.Declarations;

/// <summary>How declarations are judged; in the configuration under <c>Judging</c>.</summary>
internal sealed record JudgingOptions
{
    /// <param name="linesOfPart">See <see cref="LinesOfPart"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    internal JudgingOptions(int linesOfPart = 8_192)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(linesOfPart, 1);
        LinesOfPart = linesOfPart;
    }

    /// <summary>
    /// A longer declaration is judged in parts of so many lines (decision 22): few enough that the facts of the next
    /// are soon there, enough that a statement costs nothing.
    /// </summary>
    internal int LinesOfPart { get; }

    internal static JudgingOptions Of(IConfiguration configuration) =>
        configuration.GetValue<int?>("Judging:LinesOfPart") is { } lines ? new(lines) : new();
}
