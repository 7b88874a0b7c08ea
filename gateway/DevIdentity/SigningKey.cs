using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Jeugdregio.DevIdentity;

/// <summary>
/// The key tokens are signed with. It is kept in a file so that a restart does not end every token in use.
/// </summary>
internal static class SigningKey
{
    /// <param name="file">A PEM file (PKCS #8), made with mode 0600 when it is not there; null for a key of this run
    /// only.</param>
    internal static RsaSecurityKey LoadOrMake(string? file)
    {
        var key = RSA.Create(2048);
        if (!string.IsNullOrWhiteSpace(file))
        {
            if (!File.Exists(file))
                Write(file, key.ExportPkcs8PrivateKeyPem());
            // read back also after writing: when two processes started at once, both use the key that won
            key.ImportFromPem(File.ReadAllText(file));
        }

        var thumbprint = SHA256.HashData(key.ExportSubjectPublicKeyInfo());
        return new RsaSecurityKey(key) { KeyId = Base64UrlEncoder.Encode(thumbprint) };
    }

    private static void Write(string file, string pem)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        Directory.CreateDirectory(directory);
        // written beside it and moved, so that nobody ever reads half a key
        var draft = Path.Combine(directory, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options))
            writer.Write(pem);
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
