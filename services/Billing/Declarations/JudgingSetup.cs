using Jeugdregio.Billing.Allocations;
using Jeugdregio.Billing.Approvals;
using Jeugdregio.Billing.Ledger;
using Jeugdregio.Billing.Tariffs;
using Jeugdregio.Ijw.Mailbox;

namespace Jeugdregio.Billing.Declarations;

/// <summary>What judging declarations takes.</summary>
internal static class JudgingSetup
{
    /// <summary>Many small files become one commit; while one group is written, another is read and judged.</summary>
    internal static MailboxOptions Mailbox { get; } = new(GroupMessages: 256, Workers: 2);

    internal static IServiceCollection AddJudging(
        this IServiceCollection services, JudgingOptions? options = null) => services
        .AddSingleton(options ?? new())
        .AddScoped<AllocationStore>()
        .AddScoped<TariffStore>()
        .AddScoped<ApprovalStore>()
        .AddScoped<DeclarationFactStore>()
        .AddScoped<DeclarationStore>()
        .AddScoped<LedgerStore>()
        .AddScoped<IMessageHandler, DeclarationHandler>();
}
