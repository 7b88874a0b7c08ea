namespace Jeugdregio.Architecture.Tests;

/// <summary>Fails with every finding on a line of its own, so that all can be mended at once.</summary>
internal static class Found
{
    internal static void Nothing(IEnumerable<string> findings)
    {
        var all = findings.Distinct().ToList();
        if (all.Count > 0) Assert.Fail(string.Join('\n', all.Prepend($"{all.Count} found:")));
    }
}
