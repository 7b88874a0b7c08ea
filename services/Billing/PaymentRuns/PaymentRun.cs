namespace Jeugdregio.Billing.PaymentRuns;

/// <summary>What a municipality pays together, in one file.</summary>
/// <param name="Id">Identity; in the file its 32 hexadecimal digits are the message id.</param>
/// <param name="Municipality">CBS code.</param>
/// <param name="AccountId">The municipality's account.</param>
/// <param name="DueThrough">What falls due on or before this day.</param>
/// <param name="ExecutionDate">Day on which the bank is to pay.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Payments">Number of payments.</param>
/// <param name="Lines">Number of lines, credits and instalments included.</param>
/// <param name="AmountCents">Euro cents of all payments.</param>
/// <param name="PreparedBy">Client id.</param>
/// <param name="PreparedAt">UTC.</param>
/// <param name="DecidedBy">Client id of who approved or withdrew it.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Reason">Why it was withdrawn.</param>
internal sealed record PaymentRun(
    Guid Id, string Municipality, Guid AccountId, DateOnly DueThrough, DateOnly ExecutionDate, PaymentRunStatus Status,
    int Payments, int Lines, long AmountCents, string PreparedBy, DateTimeOffset PreparedAt, string? DecidedBy = null,
    DateTimeOffset? DecidedAt = null, string? Reason = null)
{
    internal string MessageId => Id.ToString("N");
}

internal enum PaymentRunStatus
{
    /// <summary>Its lines are set apart; somebody else has to approve it.</summary>
    Prepared,

    /// <summary>The file is there.</summary>
    Approved,

    /// <summary>Its lines are payable again.</summary>
    Withdrawn,
}

/// <summary>One provider's part of a run.</summary>
/// <param name="Id">Identity; in the file its 32 hexadecimal digits are the end-to-end id.</param>
/// <param name="RunId">The run.</param>
/// <param name="Municipality">CBS code of who pays.</param>
/// <param name="Provider">AGB code of who is paid: who delivered the care and declared it (B10).</param>
/// <param name="AccountId">The provider's account.</param>
/// <param name="AmountCents">Euro cents, credits subtracted; 0 when they equal the debits, then no bank is
/// asked.</param>
/// <param name="Lines">Number of lines, credits and instalments included.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ReissueOf">The payment that came back and is made again, whole.</param>
internal sealed record Payment(
    Guid Id, Guid RunId, string Municipality, string Provider, Guid AccountId, long AmountCents, int Lines,
    PaymentStatus Status, Guid? ReissueOf)
{
    internal string EndToEndId => Id.ToString("N");
}

internal enum PaymentStatus
{
    /// <summary>In a run that waits for approval.</summary>
    Prepared,

    /// <summary>In a file; the bank has not said that it carries it out.</summary>
    Sent,

    Paid,

    /// <summary>The bank did not carry it out; its lines are payable again.</summary>
    Rejected,

    /// <summary>Paid, and then the money came back; it is made again, whole.</summary>
    Returned,

    /// <summary>Its run was withdrawn; its lines are payable again.</summary>
    Withdrawn,
}
