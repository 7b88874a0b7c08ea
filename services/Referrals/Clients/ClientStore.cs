using System.Text.Json;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Clients;

/// <summary>The SQL of clients: sealed on the way in, opened on the way out, looked up by pseudonym only.</summary>
internal sealed class ClientStore(UnitOfWork work, Vault vault, TimeProvider clock)
{
    /// <summary>
    /// Whatever is decided about one client at one provider is decided one after the other: holds the pair until the
    /// transaction ends.
    /// </summary>
    internal Task Lock(ClientKey client, string provider, CancellationToken stop) =>
        work.Execute(
            "select pg_advisory_xact_lock(hashtextextended(@locked, 2))", new { locked = $"client {client.Text} {provider}" }, stop);

    internal Task Keep(string municipality, string provider, ClientKey key, Client client, CancellationToken stop)
    {
        var safe = vault.Seal(JsonSerializer.SerializeToUtf8Bytes(client));
        return work.Execute(
            """
            insert into client (municipality, provider, client_key, key_id, sealed, updated_at)
            values (@municipality, @provider, @client, @keyId, @bytes, @now)
            on conflict (client_key, municipality, provider) do update
            set key_id = excluded.key_id, sealed = excluded.sealed, updated_at = excluded.updated_at
            """,
            new { municipality, provider, client = key.Text, keyId = safe.KeyId, bytes = safe.Bytes, now = clock.GetUtcNow() }, stop);
    }

    internal async Task<Client?> Find(string municipality, string provider, ClientKey key, CancellationToken stop) =>
        Open<Client>(await work.Find<Row>(
            """
            select key_id, sealed from client
            where client_key = @client and municipality = @municipality and provider = @provider
            """, new { client = key.Text, municipality, provider }, stop));

    internal Task KeepAddress(string municipality, ClientKey key, Address address, CancellationToken stop)
    {
        var safe = vault.Seal(JsonSerializer.SerializeToUtf8Bytes(address));
        return work.Execute(
            """
            insert into client_address (municipality, client_key, key_id, sealed, updated_at)
            values (@municipality, @client, @keyId, @bytes, @now)
            on conflict (client_key, municipality) do update
            set key_id = excluded.key_id, sealed = excluded.sealed, updated_at = excluded.updated_at
            """,
            new { municipality, client = key.Text, keyId = safe.KeyId, bytes = safe.Bytes, now = clock.GetUtcNow() }, stop);
    }

    internal async Task<Address?> FindAddress(string municipality, ClientKey key, CancellationToken stop) =>
        Open<Address>(await work.Find<Row>(
            "select key_id, sealed from client_address where client_key = @client and municipality = @municipality",
            new { client = key.Text, municipality }, stop));

    /// <summary>Writes down that somebody looked at who a client is; the row cannot be changed afterwards.</summary>
    internal Task LogAccess(Caller caller, ClientKey key, string subject, string purpose, CancellationToken stop) =>
        work.Execute(
            """
            insert into access_log (at, actor, mandate, client_key, subject, purpose)
            values (@now, @actor, @mandate, @client, @subject, @purpose)
            """,
            new { now = clock.GetUtcNow(), actor = caller.ClientId, mandate = caller.Mandate, client = key.Text, subject, purpose }, stop);

    private T? Open<T>(Row? row)
        where T : class =>
        row is null ? null : JsonSerializer.Deserialize<T>(vault.Open(new(row.KeyId, row.Sealed)));

    private sealed record Row(string KeyId, byte[] Sealed);
}
