using Jeugdregio.ServiceHost;
using Microsoft.Extensions.DependencyInjection;

namespace Jeugdregio.Ijw.Mailbox;

/// <summary>How a mailbox judges.</summary>
/// <param name="IsMunicipality">Is this a municipality on that day (TR378)? Null: not checked.</param>
/// <param name="ProductFits">Does this product code belong to that category (TR381)? Null: not checked.</param>
/// <param name="GroupMessages">How many messages at most are judged in one transaction, each of another sender.</param>
/// <param name="Workers">How many groups are judged at the same moment.</param>
public sealed record MailboxOptions(
    Func<string, DateOnly, bool>? IsMunicipality = null, Func<string, string, bool>? ProductFits = null,
    int GroupMessages = 1, int Workers = 1)
{
    /// <summary>How large a stored message may be; it was held to this when it came in.</summary>
    public ReadLimits Limits { get; init; } = ReadLimits.Default;

    internal CheckInputs Inputs(DateOnly today) => new(today, IsMunicipality, ProductFits);
}

public static class MailboxSetup
{
    /// <summary>
    /// Adds the mailbox: tables, store and the judging of what comes in by the registered <see cref="IMessageHandler"/>s. The
    /// service adds its <see cref="Region.RegionPack"/> and maps its kinds with <see cref="MessagesIn"/> and <see cref="MessageFeed"/>.
    /// </summary>
    public static ServiceApp AddMailbox(this ServiceApp service, MailboxOptions options)
    {
        service.Migrates(typeof(MailboxStore).Assembly);
        service.Services.AddMailbox(options);
        return service;
    }

    /// <summary>Store, intake and judging alone.</summary>
    public static IServiceCollection AddMailbox(this IServiceCollection services, MailboxOptions options) => services
        .AddSingleton(options)
        .AddScoped<MailboxStore>()
        .AddSingleton<FreshMessages>()
        .AddSingleton<MessageIntake>()
        .AddHostedService(provider => provider.GetRequiredService<MessageIntake>())
        .AddHostedService<MessageSweep>();
}
