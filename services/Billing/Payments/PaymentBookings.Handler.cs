using Jeugdregio.Billing.Ledger;
using Jeugdregio.Billing.PaymentRuns;
using Jeugdregio.Billing.Wire.V1;
using Jeugdregio.ServiceHost.Data;

namespace Jeugdregio.Billing.Payments;

/// <summary>What the end of a payment means for ledger, lines and others.</summary>
internal sealed class PaymentBookings(UnitOfWork work, PaymentLedgerStore ledger, PaymentRunStore runs)
{
    /// <summary>Paid: booked, and told.</summary>
    internal async Task Post(
        IReadOnlyList<Payment> payments, DateOnly today, DateTimeOffset now, CancellationToken stop)
    {
        if (payments.Count == 0) return;
        var ids = Ids(payments);
        await ledger.Post(ids, now, stop);
        var amounts = await ledger.Amounts(ids, stop);
        foreach (var payment in payments)
            await Tell(payment, payment.Id, [.. amounts[payment.Id]], today, now, stop);
    }

    /// <summary>Not carried out: the lines are payable again.</summary>
    internal async Task Void(IReadOnlyList<Payment> payments, DateTimeOffset now, CancellationToken stop)
    {
        if (payments.Count == 0) return;
        await ledger.Void(Ids(payments), now, stop);
        await runs.Release(Ids(payments), stop);
    }

    /// <summary>Came back after it was paid: the same amounts are told as paid less than nothing.</summary>
    internal async Task Return(
        IReadOnlyList<Payment> payments, DateOnly today, DateTimeOffset now, CancellationToken stop)
    {
        if (payments.Count == 0) return;
        var amounts = await ledger.Amounts(Ids(payments), stop);
        await ledger.Return(Ids(payments), now, stop);
        foreach (var payment in payments)
        {
            IReadOnlyList<PaidAmount> back =
                [.. amounts[payment.Id].Select(a => a with { AmountCents = -a.AmountCents })];
            await Tell(payment, Guid.CreateVersion7(now), back, today, now, stop);
        }
    }

    private Task Tell(
        Payment payment, Guid id, IReadOnlyList<PaidAmount> amounts, DateOnly today, DateTimeOffset now,
        CancellationToken stop) =>
        amounts.Count == 0
            ? Task.CompletedTask
            : work.Publish(
                $"payments-{payment.Municipality}-{payment.Provider}",
                new PaymentBooked(id, payment.Municipality, payment.Provider, amounts, today, now), stop);

    private static Guid[] Ids(IReadOnlyList<Payment> payments) => [.. payments.Select(p => p.Id)];
}
