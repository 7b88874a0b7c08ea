namespace Jeugdregio.LocalEngine;

/// <summary>A file that one holder at a time has open, until it is disposed or the process ends.</summary>
internal static class FileLock
{
    /// <returns>Null when somebody has it.</returns>
    internal static FileStream? TryTake(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
