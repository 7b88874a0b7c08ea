using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Jeugdregio.Gateway;

/// <summary>
/// Tokens found valid a short while ago. Checking a signature takes some 40 µs and finding it here one, which halves or
/// doubles what the gateway can pass on. Kept by the SHA-256 of the whole token, so that a token differing in one
/// letter is another token and no token can be read back from memory here; never kept beyond the token's own
/// <c>exp</c>.
/// </summary>
/// <remarks>
/// Bounded without a sweep: two generations of at most half the size each. When the young one is full it becomes the
/// old one and the old one is dropped; what is still in use moves up as it is found.
/// </remarks>
internal sealed class TokenCache(TimeProvider clock, int size, TimeSpan keep)
{
    private readonly int _half = Math.Max(1, size / 2);
    private readonly Lock _turning = new();
    private volatile Generations _generations = new(new(), new());

    internal int Count => _generations.Young.Count + _generations.Old.Count;

    internal static TokenKey KeyOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // a token is ASCII; two characters are hashed as they lie in memory, which is as good a name and copies nothing
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
        return MemoryMarshal.Read<TokenKey>(hash);
    }

    internal TokenValidationResult? Find(TokenKey key)
    {
        var (young, old) = _generations;
        if (young.TryGetValue(key, out var entry))
            return Fresh(entry) ? entry.Result : null;
        if (!old.TryGetValue(key, out entry) || !Fresh(entry))
            return null;
        Put(key, entry);
        return entry.Result;
    }

    /// <summary>
    /// Keeps a result for a while, and not beyond <paramref name="expires"/>, the token's <c>exp</c>.
    /// </summary>
    internal void Keep(TokenKey key, TokenValidationResult result, DateTimeOffset expires)
    {
        var now = clock.GetUtcNow();
        var until = expires < now + keep ? expires : now + keep;
        if (until > now)
            Put(key, new Entry(result, until));
    }

    private bool Fresh(Entry entry) => clock.GetUtcNow() < entry.Until;

    private void Put(TokenKey key, Entry entry)
    {
        if (_generations.Young.Count >= _half)
        {
            lock (_turning)
            {
                if (_generations.Young.Count >= _half)
                    _generations = new Generations(new(), _generations.Young);
            }
        }

        _generations.Young[key] = entry;
    }

    /// <summary>The 32 bytes of a SHA-256.</summary>
    internal readonly record struct TokenKey(ulong A, ulong B, ulong C, ulong D);

    private sealed record Entry(TokenValidationResult Result, DateTimeOffset Until);

    private sealed record Generations(
        ConcurrentDictionary<TokenKey, Entry> Young, ConcurrentDictionary<TokenKey, Entry> Old);
}
