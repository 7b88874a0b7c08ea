using System.Globalization;
using Grpc.Core;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.ServiceHost.Grpc;

namespace Jeugdregio.Contracting.Tariffs;

/// <summary>All tariff versions over gRPC, for a service that rebuilds its copy.</summary>
internal sealed class StreamTariffsQuery(TariffStore tariffs)
{
    internal async Task Write(IServerStreamWriter<Wire.V1.Grpc.Tariff> to, CancellationToken stop)
    {
        await foreach (var tariff in tariffs.Stream(stop)) await to.WriteAsync(Line(tariff), stop);
    }

    private static Wire.V1.Grpc.Tariff Line(TariffSet t)
    {
        var line = Whole(t);
        if (t.Level is { } level) line.Level = level;
        if (t.ClientKey is { } client) line.ClientKey = client;
        return line;
    }

    private static Wire.V1.Grpc.Tariff Whole(TariffSet t) => new()
    {
        TariffId = t.TariffId.ToString(),
        Version = t.Version,
        AgreementId = t.AgreementId.ToString(),
        Provider = t.Provider,
        Segment = t.Segment,
        Product = t.Product,
        Unit = t.Unit,
        TariffCents = t.TariffCents,
        ValidFrom = WireDay.Text(t.ValidFrom),
        ValidUntil = WireDay.Text(t.ValidUntil),
        SetAt = t.SetAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        LumpSum = t.LumpSum,
        Municipalities = { t.Municipalities ?? [] },
    };
}
