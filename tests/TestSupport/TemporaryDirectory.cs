namespace Jeugdregio.TestSupport;

public static class TemporaryDirectory
{
    /// <summary>A new directory under the temporary one that user postgres may enter too; .NET's own are for one user only.</summary>
    public static string Create(string what) =>
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"jeugdregio-{what}-{Guid.NewGuid():N}")).FullName;
}
