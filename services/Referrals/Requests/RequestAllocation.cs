using System.Globalization;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Referrals.Requests;

/// <summary>A provider asks for allocations of one client (JW315). Level 3: one fault refuses the message as a whole.</summary>
[Enforces(MessageKind.Jw315, "TR347", "TR374")]
internal static class RequestAllocation
{
    /// <summary>What is wrong across messages; nothing when the request is taken in.</summary>
    /// <param name="message">Right within itself.</param>
    /// <param name="referencesTaken">Which of its references this provider used in an earlier, accepted request.</param>
    /// <param name="hasOpenRequest">This provider waits for an answer about this client already.</param>
    internal static IReadOnlyList<ClassRefusal> Decide(Jw315 message, IReadOnlySet<string> referencesTaken, bool hasOpenRequest)
    {
        var refusals = new List<ClassRefusal>();
        // TR374: one open request per client and provider
        if (hasOpenRequest) refusals.Add(new("Bericht/Client", "9374"));
        var products = message.Client.AangevraagdeProducten;
        for (var i = 0; i < products.Count; i++)
            // TR347: a reference of the provider names one request
            if (referencesTaken.Contains(products[i].ReferentieAanbieder))
                refusals.Add(new(string.Create(CultureInfo.InvariantCulture, $"Bericht/Client/AangevraagdeProducten/AangevraagdProduct[{i + 1}]"), "9347"));
        return refusals;
    }
}
