using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Jeugdregio.Billing.Declarations;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Mailbox;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.TestSupport;
using Jeugdregio.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Jeugdregio.Billing.Tests;

/// <summary>
/// A provider of its own, with a client, an allocation and a tariff in Purmerend: what a test needs to declare.
/// </summary>
internal sealed class Scene
{
    internal const string Municipality = "0439";
    private static int _last = 20_000_000;
    private static int _lastAllocation = 1_000;
    private static int _lastBsn = 999_900_000;
    private readonly BillingService _service;
    private int _lastReference;

    private Scene(BillingService service) => _service = service;

    internal string Provider { get; } = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    internal string Bsn { get; } = NextBsn();

    internal long Allocation { get; } = Interlocked.Increment(ref _lastAllocation);

    internal string ProviderToken => TestTokens.Provider(Provider);

    internal string MunicipalityToken { get; } = TestTokens.Municipality(Municipality);

    internal string ClientKey => _service.Services.GetRequiredService<ClientKeys>().Of(Parsed(Bsn)).ToString();

    internal static async Task<Scene> Set(BillingService service)
    {
        var scene = new Scene(service);
        await service.Tell(scene.Tariff(1, 12_500));
        await service.Tell(scene.Made(1));
        await scene.Heard(1);
        return scene;
    }

    internal TariffSet Tariff(int version, long cents) => new(
        Guid.CreateVersion7(), version, Guid.CreateVersion7(), Provider, "B", "45A48", "82", cents, new(2026, 1, 1),
        new(2026, 12, 31), new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero));

    internal AllocationMade Made(int version, string frequency = "4", long volume = 10) => new(
        Municipality, Allocation, version, null, null, ClientKey, Provider, "B", "45", "45A48", new(2026, 1, 1),
        new(2026, 12, 31), volume, "82", frequency, null, null, 0, new(2025, 12, 2, 0, 0, version, TimeSpan.Zero));

    /// <summary>Waits until the copies hold the allocation in that version, and a tariff.</summary>
    internal Task Heard(int version) => Wait.Until(async () =>
    {
        await using var connection = await _service.Connection();
        return await connection.ExecuteScalarAsync<bool>(
            """
            select exists (select 1 from allocation where municipality = @Municipality and number = @Allocation
                and version >= @version)
               and exists (select 1 from tariff where provider = @Provider)
            """, new { Municipality, Allocation, version, Provider });
    });

    internal Prestatie Line(
        int month = 10, long volume = 2, string? reference = null, long? allocation = null, long tariff = 12_500) => new()
    {
        ProductReferentie = new() { ReferentieNummer = reference ?? NextReference() },
        ToewijzingNummer = allocation ?? Allocation,
        ProductCategorie = "45",
        ProductCode = "45A48",
        ProductPeriode =
            new() { Begindatum = new(2026, month, 1), Einddatum = new(2026, month, DateTime.DaysInMonth(2026, month)) },
        GeleverdVolume = volume,
        Eenheid = "82",
        ProductTarief = tariff,
        IngediendBedrag = BedragMetDC.FromSigned(volume * tariff),
    };

    internal Prestatie Credit(Prestatie debit) => debit with
    {
        ProductReferentie = new()
        {
            ReferentieNummer = NextReference(), VorigReferentieNummer = debit.ProductReferentie.ReferentieNummer,
        },
        IngediendBedrag = BedragMetDC.FromSigned(-debit.IngediendBedrag.SignedCents()),
    };

    internal Jw323 Declaration(params Prestatie[] lines) => Declaration(NextReference(), lines);

    /// <summary>A declaration over another month than October.</summary>
    internal Jw323 DeclarationOver(int month, params Prestatie[] lines)
    {
        var message = Declaration(lines);
        var last = new DateOnly(2026, month, DateTime.DaysInMonth(2026, month));
        return message with
        {
            Declaratie = message.Declaratie with
            {
                DeclaratiePeriode = new() { Begindatum = new(2026, month, 1), Einddatum = last },
            },
        };
    }

    internal Jw323 Declaration(string number, params Prestatie[] lines) => new()
    {
        Header = new()
        {
            Afzender = Provider,
            Ontvanger = Municipality,
            BerichtIdentificatie = new() { Identificatie = NextReference(), Dagtekening = new(2026, 11, 3) },
        },
        Declaratie = new()
        {
            DeclaratieNummer = number,
            DeclaratiePeriode = new() { Begindatum = new(2026, 10, 1), Einddatum = new(2026, 10, 31) },
            DeclaratieDagtekening = new(2026, 11, 3),
            TotaalIngediendBedrag = TotaalBedragMetDC.FromSigned(lines.Sum(l => l.IngediendBedrag.SignedCents())),
            Clienten = [new() { Bsn = Bsn, Prestaties = lines }],
        },
    };

    /// <summary>Sends it, waits until it is judged, and gives its id and the answer.</summary>
    internal async Task<(Guid Id, Jw325 Answer)> Send(Jw323 message)
    {
        var id = await Post(message);
        return (id, await Answer(id));
    }

    internal async Task<Guid> Post(Jw323 message)
    {
        using var response = await _service.PostXml(ProviderToken, "/ijw/v1/jw323", IjwWriter.Write(message));
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    internal async Task<Jw325> Answer(Guid id)
    {
        string? reply = null;
        await Wait.Until(async () =>
        {
            var status = await _service.Get(ProviderToken, $"/ijw/v1/jw323/{id}");
            return status.TryGetProperty("reply", out var path) && (reply = path.GetString()) is not null;
        });
        using var client = _service.Client(ProviderToken);
        var bytes = await client.GetByteArrayAsync(new Uri(reply!, UriKind.Relative));
        var reading = IjwReader.Read(bytes, MessageKind.Jw325);
        Assert.Empty(reading.Findings);
        return (Jw325)reading.Message!;
    }

    internal Task<Jw325> Judge(Jw323 message) => Judge(_service, message);

    /// <summary>Judges a message here and now in a transaction of its own, beside whatever else is going on.</summary>
    /// <param name="service">Where.</param>
    /// <param name="message">What.</param>
    /// <param name="linesOfPart">A longer one is judged in parts of so many lines; null for those of the
    /// service.</param>
    internal static async Task<Jw325> Judge(BillingService service, Jw323 message, int? linesOfPart = null)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.Begin(default);
        var header = message.Header;
        var received = new ReceivedMessage(
            Guid.CreateVersion7(), MessageKind.Jw323, header.Afzender, header.Ontvanger,
            header.BerichtIdentificatie.Identificatie, header.BerichtIdentificatie.Dagtekening,
            service.Clock.GetUtcNow(), null);
        // judged already as far as the mailbox knows, so that it keeps its hands off
        await work.Execute(
            """
            insert into message_in (id, kind, sender, receiver, identification, dated, sha256, key_id, sealed,
                received_by, received_at, judged_at)
            values (@Id, 'jw323', @Sender, @Receiver, @Identification, @Dated, '', 'k1', '', 'test', now(), now())
            """, new { received.Id, received.Sender, received.Receiver, received.Identification, received.Dated }, default);
        var handler = linesOfPart is { } lines
            ? ActivatorUtilities.CreateInstance<DeclarationHandler>(scope.ServiceProvider, new JudgingOptions(lines))
            : scope.ServiceProvider.GetServices<IMessageHandler>().First(h => h.Kind == MessageKind.Jw323);
        var judged = await handler.Handle([new(received, message, [])], default);
        await work.Commit(default);
        return (Jw325)Assert.Single(judged).Reply!;
    }

    internal static IReadOnlyList<string> Codes(Jw325 answer) =>
        [.. answer.DeclaratieAntwoord!.Clienten?.SelectMany(c => c.Prestaties).SelectMany(p => p.RetourCodes!) ?? []];

    private string NextReference() =>
        string.Create(CultureInfo.InvariantCulture, $"N{Interlocked.Increment(ref _lastReference)}");

    private static Bsn Parsed(string text) =>
        Values.Bsn.TryParse(text, out var bsn) ? bsn : throw new ArgumentException("Not a BSN.", nameof(text));

    private static string NextBsn()
    {
        while (true)
        {
            var text = Interlocked.Increment(ref _lastBsn).ToString(CultureInfo.InvariantCulture);
            if (Values.Bsn.PassesElevenCheck(text)) return text;
        }
    }
}
