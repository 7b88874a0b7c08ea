using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Values;

namespace Jeugdregio.Story;

/// <summary>The child, and what it was allocated.</summary>
internal sealed record Care(Child Child, Period Period, IReadOnlyList<ToegewezenProduct> Allocated)
{
    internal string Client => $"aanbieder-{Child.Provider}";

    internal string MunicipalityClient => $"gemeente-{Child.Municipality}";

    internal ToegewezenProduct Of(string product) => Allocated.Single(a => a.Product?.Code == product);
}

/// <summary>The provider asks for an allocation in iJw XML; the access team of Purmerend honours it; the JW301 says so.</summary>
internal sealed class AllocationChapter(StoryTeller story)
{
    internal const string Purmerend = "0439";

    internal async Task<Care> Tell(Awarded awarded)
    {
        var platform = story.Platform;
        var today = await story.Today();
        var child = new Child(awarded.Provider, Purmerend, today);
        var client = $"aanbieder-{awarded.Provider}";
        // three months, so that care runs on after the month that is declared
        var period = new Period(awarded.Start, awarded.Start.AddMonths(3).AddDays(-1));
        var (_, cursor) = await platform.Feed(client, MessageKind.Jw301, null);
        var request = IjwWriter.Write(child.Request(today, period));
        await story.Step("The provider asks for both products with a JW315; the JW316 has no remarks", async () =>
        {
            var (verdict, _, reply) = await platform.Exchange(client, MessageKind.Jw315, request);
            Expect.Equal("accepted", verdict, "the verdict");
            Expect.That(reply is Jw316 { Header.RetourCodes: null, Client: null }, "the JW316 is a header without codes");
        });
        await story.Step("The same JW315 again is answered with 9056 and changes nothing (TR056)", async () =>
        {
            var (verdict, duplicate, reply) = await platform.Exchange(client, MessageKind.Jw315, request);
            Expect.Equal(("rejected", true), (verdict, duplicate), "the verdict");
            Expect.Same(["9056"], ((Jw316)reply!).Header.RetourCodes!, "the return codes");
        });
        foreach (var name in (string[])["B", "V"])
            await story.Step(
                "The access team of Purmerend honours the request", () => HonourUnseen(child.Reference(name)));
        var allocated = await story.Step("The provider reads the JW301 with both allocations from its feed", async () =>
        {
            IReadOnlyList<ToegewezenProduct> products = [];
            await Platform.Until(async () =>
            {
                var (messages, next) = await platform.Feed(client, MessageKind.Jw301, cursor);
                foreach (var message in messages.Cast<Jw301>().Where(m => m.Client.Bsn == child.Bsn))
                {
                    products = message.Client.ToegewezenProducten;
                    var retour = IjwWriter.Write(Answer.Retour(message, child.Header(today).BerichtIdentificatie.Identificatie, today, []));
                    var (verdict, _, _) = await platform.Exchange(client, MessageKind.Jw302, retour);
                    Expect.Equal("accepted", verdict, "the verdict on the JW302");
                }
                cursor = next;
                return products.Count == 2;
            }, "The JW301 did not come.");
            foreach (var p in products)
            {
                var volume = $"{p.Omvang?.Volume} × unit {p.Omvang?.Eenheid}";
                story.Say($"allocation {p.ToewijzingNummer}: {p.Product?.Code} {volume}, from {p.Ingangsdatum:yyyy-MM-dd}");
            }
            return products;
        });
        return new(child, period, allocated);
    }

    /// <summary>Another municipality does not see it.</summary>
    private async Task HonourUnseen(string reference)
    {
        var platform = story.Platform;
        var request = await Find(reference);
        Expect.Status(404, await platform.Get("gemeente-0479", $"/referrals/v1/allocation-requests/{request}"));
        Expect.Status(200, await Honour(request));
    }

    /// <summary>The access team says yes.</summary>
    internal Task<Reply> Honour(string request) => story.Platform.Post(
        $"gemeente-{Purmerend}", $"/referrals/v1/allocation-requests/{request}/decisions", new
        {
            decision = "honour",
            address = new { street = "Voorbeeldstraat", houseNumber = 1, postcode = "1441AA", city = "Purmerend" },
        });

    /// <summary>The request with the provider's reference, once the access team has it.</summary>
    internal async Task<string> Find(string reference)
    {
        string? request = null;
        await Platform.Until(async () =>
        {
            Guid? after = null;
            do
            {
                var next = after is null ? "" : $"&cursor={after}";
                var path = $"/referrals/v1/allocation-requests?limit=200{next}";
                var page = (await story.Platform.Quietly($"gemeente-{Purmerend}", path)).Json;
                request = page["items"]!.AsArray()
                    .FirstOrDefault(r => r!["reference"]!.GetValue<string>() == reference)?["id"]!.GetValue<string>();
                after = page["next"]?.GetValue<Guid>();
            }
            while (request is null && after is not null);
            return request is not null;
        }, "The request did not reach the access team.");
        return request!;
    }
}
