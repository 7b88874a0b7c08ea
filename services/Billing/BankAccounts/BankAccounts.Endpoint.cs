using Jeugdregio.Billing.Listing;
using Jeugdregio.Region;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.BankAccounts;

/// <summary>
/// Who may say where money goes: a provider for itself, the contract manager for every provider, a municipality for
/// itself. A provider's account is decided on by a contract manager, a municipality's by itself, always by somebody
/// else.
/// </summary>
internal static class BankAccountEndpoints
{
    internal static void MapBankAccounts(this IEndpointRouteBuilder routes)
    {
        string[] roles = [Role.Provider, Role.ContractManager, Role.Municipality];
        routes.MapPost("/v1/bank-accounts", Propose).For(roles).Act()
            .WithName("ProposeBankAccount").WithTags("bank accounts")
            .WithSummary("Proposes the account of a provider or municipality; used once somebody else approves it.");
        routes.MapPost("/v1/bank-accounts/{id:guid}/decisions", Decide)
            .For(Role.ContractManager, Role.Municipality).Act()
            .WithName("DecideBankAccount").WithTags("bank accounts")
            .WithSummary("Approves or refuses a proposed account; by another person than who proposed it.");
        routes.MapGet("/v1/bank-accounts", List).For(roles)
            .WithName("ListBankAccounts").WithTags("bank accounts")
            .WithSummary("Accounts with their numbers masked, in the order in which they were proposed.");
        routes.MapGet("/v1/bank-accounts/{id:guid}", Read).For(roles)
            .WithName("ReadBankAccount").WithTags("bank accounts")
            .WithSummary("One account with its whole number, for its owner and for who decides on it.");
    }

    private static async Task<Results<Created<BankAccountView>, ProblemHttpResult>> Propose(
        ProposeBankAccount body, Caller caller, RegionPack region, BankAccountStore accounts, UnitOfWork work,
        TimeProvider clock, CancellationToken stop)
    {
        if (!MayAct(caller, body.Party)
            || MunicipalityCode.TryParse(body.Party, out var municipality)
            && !region.Serves(municipality, clock.Today())) return Problems.Missing("party");
        var now = clock.GetUtcNow();
        var outcome = ProposeBankAccount.Decide(
            body, await accounts.Approved(body.Party, stop), await accounts.IsPending(body.Party, stop),
            caller.ClientId, Guid.CreateVersion7(now), now);
        if (outcome.Refused(out var why, out var proposed)) return why.ToProblem();
        await accounts.Add(proposed, stop);
        await Decided(work, nameof(ProposeBankAccount), proposed, caller, stop);
        return TypedResults.Created($"/v1/bank-accounts/{proposed.Id}", BankAccountView.Of(proposed));
    }

    private static async Task<Results<Ok<BankAccountView>, ProblemHttpResult>> Decide(
        Guid id, DecideBankAccount body, Caller caller, BankAccountStore accounts, UnitOfWork work, TimeProvider clock,
        CancellationToken stop)
    {
        if (await accounts.Lock(id, stop) is not { } account || !MayAct(caller, account.Party))
            return Problems.Missing("bank-account");
        if (DecideBankAccount.Decide(account, body, caller.ClientId, clock.GetUtcNow())
            .Refused(out var why, out var decided)) return why.ToProblem();
        await accounts.Save(decided, stop);
        await Decided(work, nameof(DecideBankAccount), decided, caller, stop);
        return TypedResults.Ok(BankAccountView.Of(decided));
    }

    private static async Task<Results<Ok<Page<BankAccountView>>, ProblemHttpResult>> List(
        Caller caller, BankAccountStore accounts, CancellationToken stop, string? party = null,
        string? status = null, Guid? after = null, int? limit = null)
    {
        if (!Paging.TryTake(limit, out var take, out var problem)) return problem;
        if (!Choices.TryParse<BankAccountStatus>("status", status, out _, out var wrong)) return wrong!;
        var found = await accounts.List(Parties(caller), party, status, after, take, stop);
        return TypedResults.Ok(found.Select(a => BankAccountView.Of(a)).ToList().ToPage(take, a => a.Id));
    }

    private static async Task<Results<Ok<BankAccountView>, ProblemHttpResult>> Read(
        Guid id, Caller caller, BankAccountStore accounts, CancellationToken stop) =>
        await accounts.Find(id, stop) is { } account && MayAct(caller, account.Party)
            ? TypedResults.Ok(BankAccountView.Of(account, whole: true))
            : Problems.Missing("bank-account");

    private static bool MayAct(Caller caller, string party) =>
        Parties(caller) is { } own ? own.Contains(party) : AgbCode.TryParse(party, out _);

    /// <summary>The caller's own parties; null for the contract manager, who acts for all providers.</summary>
    private static string[]? Parties(Caller caller) =>
        caller.Is(Role.ContractManager) ? null
        : caller.Provider is { } provider && caller.Is(Role.Provider) ? [provider.ToString()]
        : caller.Is(Role.Municipality) ? [.. caller.Municipalities.Select(m => m.ToString())]
        : [];

    /// <summary>The number is masked in the log as it is everywhere else.</summary>
    private static Task Decided(
        UnitOfWork work, string act, BankAccount account, Caller caller, CancellationToken stop)
    {
        var view = BankAccountView.Of(account);
        return work.Decided(act, $"bank-account-{account.Id}", new { view.Party, view.Iban }, view, caller, stop);
    }
}

/// <summary>An account.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Party">AGB code or CBS code.</param>
/// <param name="Name">In whose name it is.</param>
/// <param name="Iban">The number; masked (<c>NL…4300</c>) except where one account is read.</param>
/// <param name="Status"><c>proposed</c>, <c>approved</c>, <c>refused</c> or <c>replaced</c>.</param>
/// <param name="ProposedBy">Client id.</param>
/// <param name="ProposedAt">UTC.</param>
/// <param name="DecidedBy">Client id.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Reason">Why it was decided so.</param>
/// <param name="RefusedByBank">The bank's code (AC01, AC04 …) when it refused a payment because of this account;
/// nothing
/// is paid to it until another is approved.</param>
internal sealed record BankAccountView(
    Guid Id, string Party, string Name, string Iban, BankAccountStatus Status, string ProposedBy,
    DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason, string? RefusedByBank)
{
    internal static BankAccountView Of(BankAccount account, bool whole = false) => new(
        account.Id, account.Party, account.Name, whole ? account.Iban.Reveal() : account.Iban.ToString(),
        account.Status, account.ProposedBy, account.ProposedAt, account.DecidedBy, account.DecidedAt, account.Reason,
        account.RefusedByBank);
}
