using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Jeugdregio.ServiceHost.PersonalData;

/// <summary>Bytes as they stand in a table: encrypted, with the id of the key beside them.</summary>
/// <param name="KeyId">Names the key in <c>Keys:Messages</c>.</param>
/// <param name="Bytes">Nonce (12), tag (16), then the ciphertext.</param>
public sealed record Sealed(string KeyId, byte[] Bytes);

/// <summary>Encrypts personal data at rest with AES-256-GCM; keys by id, so that a new key can be taken without rewriting rows.</summary>
public sealed class Vault
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly Dictionary<string, byte[]> _keys;
    private readonly string _current;

    public Vault(IConfiguration configuration)
    {
        _current = configuration["Keys:Messages:Current"] ?? throw new InvalidOperationException("Keys:Messages:Current is not configured.");
        _keys = configuration.GetSection("Keys:Messages").GetChildren()
            .Where(k => k.Key != "Current")
            .ToDictionary(k => k.Key, k => Convert.FromBase64String(k.Value ?? ""), StringComparer.OrdinalIgnoreCase);
        if (!_keys.TryGetValue(_current, out var key) || key.Length != 32)
            throw new InvalidOperationException($"Keys:Messages:{_current} must be 32 bytes (base64).");
    }

    public Sealed Seal(ReadOnlySpan<byte> plain)
    {
        var bytes = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_keys[_current], TagLength);
        aes.Encrypt(
            bytes.AsSpan(0, NonceLength), plain, bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength));
        return new(_current, bytes);
    }

    /// <exception cref="CryptographicException">The bytes were changed, or the key is not the one they were sealed with.</exception>
    public byte[] Open(Sealed sealedBytes)
    {
        if (!_keys.TryGetValue(sealedBytes.KeyId, out var key))
            throw new CryptographicException($"Key {sealedBytes.KeyId} is not configured.");
        var bytes = sealedBytes.Bytes.AsSpan();
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(bytes[..NonceLength], bytes[(NonceLength + TagLength)..], bytes.Slice(NonceLength, TagLength), plain);
        return plain;
    }
}
