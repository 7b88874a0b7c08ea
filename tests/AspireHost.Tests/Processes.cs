namespace Jeugdregio.AspireHost.Tests;

/// <summary>What runs on this machine, by /proc.</summary>
internal static class Processes
{
    /// <summary>Processes whose command line or environment names a directory: a started server and all it started.</summary>
    public static List<string> Mentioning(string directory)
    {
        List<string> found = [];
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), out var id) || id == Environment.ProcessId)
                continue;
            if ((Read(process, "cmdline") + Read(process, "environ")).Contains(directory, StringComparison.Ordinal))
                found.Add($"{id} {Read(process, "cmdline").Replace('\0', ' ')}");
        }
        return found;
    }

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
