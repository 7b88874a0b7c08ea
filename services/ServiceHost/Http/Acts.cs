using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jeugdregio.ServiceHost.Http;

/// <summary>Marks an endpoint that changes something: one transaction, and an <c>Idempotency-Key</c> that makes twice the same as once.</summary>
/// <param name="KeyRequired">False where the content has its own natural key (iJw messages: sender, kind, Identificatie).</param>
public sealed record ActEndpoint(bool KeyRequired);

/// <summary>
/// The transaction around an act. The stored answer and what the act changed are committed together, before the first byte
/// of the answer leaves: a client that hears nothing asks again with the same key and gets the same answer. Same key and
/// request: the stored answer; another request: 422; at the same moment: 409. Refusals change nothing and are not stored.
/// </summary>
internal sealed class Acts(RequestDelegate next)
{
    private const int KeyLengthMax = 128;

    public async Task InvokeAsync(HttpContext context, UnitOfWork work, TimeProvider clock)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ActEndpoint>() is not { } act)
        {
            await next(context);
            return;
        }
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0 && act.KeyRequired)
            await Refuse(context, 400, new("idempotency-key-missing", "This request needs an Idempotency-Key header.", "Idempotency-Key"));
        else if (key.Length > KeyLengthMax || key.Any(c => c is < '!' or > '~'))
            await Refuse(context, 400, new(
                "idempotency-key-invalid", $"An Idempotency-Key is 1 to {KeyLengthMax} visible ASCII characters.", "Idempotency-Key"));
        else
            await InTransaction(context, work, clock, key);
    }

    private async Task InTransaction(HttpContext context, UnitOfWork work, TimeProvider clock, string key)
    {
        var stop = context.RequestAborted;
        await work.Begin(stop);
        var client = Caller.From(context.User).ClientId;
        byte[] hash = [];
        if (key.Length > 0)
        {
            hash = await Hash(context, stop);
            if (await Known(context, work, client, key, hash, stop)) return;
        }

        var answer = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = answer;
        }
        if (context.Response.StatusCode is >= 200 and < 300)
        {
            if (key.Length > 0) await Remember(context, work, client, key, hash, buffer.ToArray(), clock, stop);
            await work.Commit(stop);
        }
        else
        {
            await work.Rollback();
        }
        buffer.Position = 0;
        await buffer.CopyToAsync(answer, stop);
    }

    /// <summary>Answers by itself when the key is in use or was used; true when it did.</summary>
    private static async Task<bool> Known(
        HttpContext context, UnitOfWork work, string client, string key, byte[] hash, CancellationToken stop)
    {
        var free = await work.Find<bool>(
            "select pg_try_advisory_xact_lock(hashtextextended(@lockName, 1))", new { lockName = $"{client} {key}" }, stop);
        if (!free)
        {
            context.Response.Headers.RetryAfter = "1";
            await Refuse(context, 409, new(
                "idempotency-key-in-use", "The same request is being handled at this moment.", "Idempotency-Key"));
            return true;
        }
        var stored = await work.Find<Stored>(
            """
            select request_hash, status, content_type, location, body
            from idempotency where client = @client and key = @key
            """, new { client, key }, stop);
        if (stored is null) return false;
        // before it is answered: who has the answer may ask again at once
        await work.Rollback();
        if (!stored.RequestHash.AsSpan().SequenceEqual(hash))
        {
            await Refuse(context, 422, new(
                "idempotency-key-reused", "This Idempotency-Key was used for another request.", "Idempotency-Key"));
            return true;
        }
        context.Response.StatusCode = stored.Status;
        context.Response.ContentType = stored.ContentType;
        context.Response.Headers["Idempotency-Replayed"] = "true";
        if (stored.Location is not null) context.Response.Headers.Location = stored.Location;
        if (stored.Body.Length > 0) await context.Response.Body.WriteAsync(stored.Body, stop);
        return true;
    }

    private static Task Remember(
        HttpContext context, UnitOfWork work, string client, string key, byte[] hash, byte[] body, TimeProvider clock,
        CancellationToken stop) =>
        work.Execute(
            """
            insert into idempotency (client, key, request_hash, status, content_type, location, body, created_at)
            values (@client, @key, @hash, @status, @contentType, @location, @body, @now)
            """,
            new
            {
                client,
                key,
                hash,
                status = context.Response.StatusCode,
                contentType = context.Response.ContentType,
                location = context.Response.Headers.Location.FirstOrDefault(),
                body,
                now = clock.GetUtcNow(),
            }, stop);

    private static async Task<byte[]> Hash(HttpContext context, CancellationToken stop)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n")));
        sha.AppendData((await context.Request.Whole(stop)).Span);
        return sha.GetHashAndReset();
    }

    private static Task Refuse(HttpContext context, int status, Refusal why) => why.ToProblem(status).ExecuteAsync(context);

    private sealed record Stored(byte[] RequestHash, int Status, string? ContentType, string? Location, byte[] Body);
}

public static class ActEndpoints
{
    /// <summary>This endpoint creates or decides something; see <see cref="Acts"/>.</summary>
    public static TBuilder Act<TBuilder>(this TBuilder endpoint, bool keyRequired = true)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(new ActEndpoint(keyRequired));
        return endpoint;
    }
}
