using System.Security.Cryptography;
using System.Text;
using Jeugdregio.Values;
using Microsoft.Extensions.Configuration;

namespace Jeugdregio.ServiceHost.PersonalData;

/// <summary>
/// Derives the pseudonym by which services know a client: the first 128 bits of HMAC-SHA256 over the BSN with the region's
/// key (<c>Keys:ClientKey</c>, 32 bytes, base64). The same child is the same client everywhere, and nobody without the key
/// can go back.
/// </summary>
public sealed class ClientKeys
{
    private readonly byte[] _key;

    public ClientKeys(IConfiguration configuration) : this(Key(configuration))
    {
    }

    public ClientKeys(byte[] key)
    {
        if (key.Length < 32) throw new ArgumentException("Keys:ClientKey must be at least 32 bytes.", nameof(key));
        _key = key;
    }

    public ClientKey Of(Bsn bsn)
    {
        Span<byte> digits = stackalloc byte[9];
        Span<byte> mac = stackalloc byte[32];
        Encoding.ASCII.GetBytes(bsn.Reveal(), digits);
        HMACSHA256.HashData(_key, digits, mac);
        return new(Convert.ToHexStringLower(mac[..16]));
    }

    private static byte[] Key(IConfiguration configuration) =>
        Convert.FromBase64String(configuration["Keys:ClientKey"] ?? throw new InvalidOperationException("Keys:ClientKey is not configured."));
}
