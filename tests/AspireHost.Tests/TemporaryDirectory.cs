namespace Jeugdregio.AspireHost.Tests;

/// <summary>A directory of this test alone, gone after it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("jr-").FullName;

    public TemporaryDirectory()
    {
        // user postgres must be able to walk through it
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
