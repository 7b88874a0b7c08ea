using System.Security.Cryptography;
using System.Text;
using Jeugdregio.ServiceHost.PersonalData;
using Jeugdregio.Values;
using Microsoft.Extensions.Configuration;

namespace Jeugdregio.ServiceHost.Tests;

public sealed class PersonalDataTests
{
    private static readonly byte[] Key = Enumerable.Repeat((byte)1, 32).ToArray();

    [Fact]
    public void The_same_child_has_the_same_client_key_and_another_region_another()
    {
        Assert.True(Bsn.TryParse("999900006", out var bsn));
        var key = new ClientKeys(Key).Of(bsn);
        Assert.Equal(key, new ClientKeys(Key).Of(bsn));
        Assert.Equal(32, key.Text.Length);
        Assert.NotEqual(key, new ClientKeys([.. Key.Select(b => (byte)(b + 1))]).Of(bsn));
    }

    [Fact]
    public void The_client_key_is_the_first_half_of_the_hmac()
    {
        Assert.True(Bsn.TryParse("999900006", out var bsn));
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes("999900006")))[..32];
        Assert.Equal(expected, new ClientKeys(Key).Of(bsn).Text);
    }

    [Fact]
    public void What_is_sealed_opens_again_and_a_changed_bit_is_noticed()
    {
        var vault = new Vault(Settings("k1"));
        var safe = vault.Seal("personal"u8);
        Assert.Equal("personal"u8.ToArray(), vault.Open(safe));
        safe.Bytes[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(safe));
    }

    [Fact]
    public void After_a_new_key_what_was_sealed_with_the_old_one_still_opens()
    {
        var safe = new Vault(Settings("k1")).Seal("personal"u8);
        Assert.Equal("personal"u8.ToArray(), new Vault(Settings("k2")).Open(safe));
    }

    private static IConfiguration Settings(string current) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Keys:Messages:Current"] = current,
        ["Keys:Messages:k1"] = Convert.ToBase64String(Key),
        ["Keys:Messages:k2"] = Convert.ToBase64String([.. Key.Select(b => (byte)(b + 1))]),
    }).Build();
}
