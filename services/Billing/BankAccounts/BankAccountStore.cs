using System.Text;
using Jeugdregio.Billing.Listing;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;

namespace Jeugdregio.Billing.BankAccounts;

/// <summary>The SQL of bank accounts; numbers are encrypted in the table.</summary>
internal sealed class BankAccountStore(UnitOfWork work, Vault vault)
{
    private const string Columns =
        """
        id, party, name, key_id, sealed, status, proposed_by, proposed_at, decided_by, decided_at, reason,
        refused_by_bank
        """;

    internal Task<BankAccount?> Find(Guid id, CancellationToken stop) => One("id = @id", new { id }, stop);

    internal Task<BankAccount?> Lock(Guid id, CancellationToken stop) => One("id = @id for update", new { id }, stop);

    internal Task<BankAccount?> Approved(string party, CancellationToken stop) =>
        One("party = @party and status = 'approved'", new { party }, stop);

    internal Task<bool> IsPending(string party, CancellationToken stop) => work.Find<bool>(
        "select exists (select from bank_account where party = @party and status = 'proposed')", new { party }, stop);

    internal async Task<IReadOnlyList<BankAccount>> Of(IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        var rows = await work.Query<Row>(
            $"select {Columns} from bank_account where id = any(@ids)", new { ids = ids.ToArray() }, stop);
        return [.. rows.Select(Open)];
    }

    /// <summary>In order of proposal.</summary>
    /// <param name="parties">Of these; null for every provider's.</param>
    internal async Task<IReadOnlyList<BankAccount>> List(
        string[]? parties, string? party, string? status, Guid? after, int take, CancellationToken stop)
    {
        var query = ListOf(parties, party, status, after ?? Guid.Empty, take);
        var rows = await work.Query<Row>(query.Sql, query.Parameters, stop);
        return [.. rows.Select(Open)];
    }

    internal static ListQuery ListOf(string[]? parties, string? party, string? status, Guid after, int take)
    {
        string?[] conditions =
        [
            "id > @after", parties is null ? "length(party) = 8" : "party = any(@parties)",
            party is null ? null : "party = @party", status is null ? null : "status = @status",
        ];
        return new(
            $"""
            select {Columns} from bank_account
            where {string.Join(" and ", conditions.OfType<string>())}
            order by id limit @take
            """, new { parties, party, status, after, take });
    }

    internal Task Add(BankAccount account, CancellationToken stop)
    {
        var safe = vault.Seal(Encoding.ASCII.GetBytes(account.Iban.Reveal()));
        return work.ExecuteOne(
            """
            insert into bank_account (id, party, name, hint, key_id, sealed, status, proposed_by, proposed_at)
            values (@Id, @Party, @Name, @hint, @keyId, @bytes, 'proposed', @ProposedBy, @ProposedAt)
            """,
            new
            {
                account.Id, account.Party, account.Name, hint = account.Iban.ToString(), keyId = safe.KeyId,
                bytes = safe.Bytes, account.ProposedBy, account.ProposedAt,
            }, stop);
    }

    /// <summary>Keeps the decision; an approved account takes the place of the one before it.</summary>
    internal async Task Save(BankAccount account, CancellationToken stop)
    {
        if (account.Status is BankAccountStatus.Approved)
            await work.Execute(
                "update bank_account set status = 'replaced' where party = @Party and status = 'approved'",
                new { account.Party }, stop);
        await work.ExecuteOne(
            """
            update bank_account
            set status = lower(@status), decided_by = @DecidedBy, decided_at = @DecidedAt, reason = @Reason
            where id = @Id and status = 'proposed'
            """,
            new
            {
                account.Id, status = account.Status.ToString(), account.DecidedBy, account.DecidedAt, account.Reason,
            }, stop);
    }

    private async Task<BankAccount?> One(string where, object parameters, CancellationToken stop)
    {
        var row = await work.Find<Row>($"select {Columns} from bank_account where {where}", parameters, stop);
        return row is null ? null : Open(row);
    }

    private BankAccount Open(Row row)
    {
        var text = Encoding.ASCII.GetString(vault.Open(new(row.KeyId, row.Sealed)));
        if (!Iban.TryParse(text, out var iban))
            throw new InvalidDataException("A stored account number no longer reads.");
        return new(
            row.Id, row.Party, row.Name, iban, Enum.Parse<BankAccountStatus>(row.Status, ignoreCase: true),
            row.ProposedBy, row.ProposedAt, row.DecidedBy, row.DecidedAt, row.Reason, row.RefusedByBank);
    }

    private sealed record Row(
        Guid Id, string Party, string Name, string KeyId, byte[] Sealed, string Status, string ProposedBy,
        DateTime ProposedAt, string? DecidedBy, DateTime? DecidedAt, string? Reason, string? RefusedByBank);
}
