using Jeugdregio.ServiceHost;
using Microsoft.Extensions.DependencyInjection;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>What level 4 is checked against.</summary>
/// <param name="IsMunicipality">Is this a municipality on that day (TR378)? Null: not checked.</param>
/// <param name="ProductFits">Does this product code belong to that category (TR381)? Null: not checked.</param>
public sealed record MessageChecks(Func<string, DateOnly, bool>? IsMunicipality = null, Func<string, string, bool>? ProductFits = null)
{
    internal CheckInputs Inputs(DateOnly today) => new(today, IsMunicipality, ProductFits);
}

public static class MailboxSetup
{
    /// <summary>
    /// Adds the mailbox: tables, store and the judging of what comes in by the registered <see cref="IMessageHandler"/>s. The
    /// service adds its <see cref="Region.RegionPack"/> and maps its kinds with <see cref="MessagesIn"/> and <see cref="MessageFeed"/>.
    /// </summary>
    public static ServiceApp AddMailbox(this ServiceApp service, MessageChecks checks)
    {
        service.Migrates(typeof(MailboxStore).Assembly);
        service.Services.AddSingleton(checks);
        service.Services.AddScoped<MailboxStore>();
        service.Services.AddHostedService<MessageSweep>();
        return service;
    }
}
