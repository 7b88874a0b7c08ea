using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Referrals.Clients;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>Tells a provider how all of a client's allocations now stand (OP087).</summary>
internal sealed class AllocationMailing(AllocationStore allocations, ClientStore clients, MailboxStore mailbox, TimeProvider clock)
{
    /// <summary>Sends the JW301, in the open transaction; the client is locked. Gives the message's identity in the feed.</summary>
    /// <param name="changed">The allocation that was granted or changed, saved already.</param>
    /// <param name="reference">The provider's reference of the request it honours; null for a change.</param>
    /// <param name="stop">The caller gave up.</param>
    internal async Task<Outcome<Guid>> Send(Allocation changed, string? reference, CancellationToken stop)
    {
        var key = new ClientKey(changed.ClientKey);
        if (await clients.Find(changed.Municipality, changed.Provider, key, stop) is not { } client)
            throw new InvalidOperationException($"Allocation {changed.Stream} has no client.");
        if (await clients.FindAddress(changed.Municipality, key, stop) is not { } address) return AddressMissing();
        var today = clock.Today();
        var told = (await allocations.OfClient(changed.Municipality, changed.Provider, key, stop))
            .Where(a => a.BelongsInMessage(today)).ToList();
        var identification = await mailbox.NextIdentification(stop);
        var message = AllocationMessage.Write(
            identification, today, client, address, told, reference is null ? null : new(changed.Number, reference));
        if (IjwRules.CheckWithin(message) is [var finding, ..])
            return new Refusal("message-breaks-standard", $"{finding.Path}: {finding.Text}", null, finding.Rule);
        var id = await mailbox.Send(message, null, stop);
        await allocations.Sent(id, identification, told, clock.GetUtcNow(), stop);
        return id;
    }

    /// <summary>A JW301 without an address is refused by the standard, and a JW315 brings none.</summary>
    internal static Refusal AddressMissing() => new(
        "address-missing",
        "The message needs the client's address (street, houseNumber, postcode, city), and none is known from an earlier allocation.",
        "address", "TR006");
}
