using System.Text;
using Jeugdregio.Ijw.Fuzz.Oracle;

namespace Jeugdregio.Ijw.Tests.Support;

/// <summary>The official files, for a test: one that needs them is skipped, visibly, where they are not.</summary>
internal static class Standard
{
    /// <summary>The path of one of its files.</summary>
    internal static string File(params string[] parts)
    {
        MustBeThere();
        return Official.File(parts);
    }

    internal static byte[] Sample(MessageKind kind)
    {
        MustBeThere();
        return Official.Sample(kind);
    }

    /// <inheritdoc cref="Official.Complaint"/>
    internal static string? Complaint(byte[] text)
    {
        MustBeThere();
        return Official.Complaint(text)?.Text;
    }

    internal static string Show(byte[] text) => Encoding.UTF8.GetString(text);

    internal static void MustBeThere()
    {
        if (Official.Folder is null) Assert.Skip(
            "The official files of iJw 3.2 are not beside the repository (../shared/ijw-3.2).");
    }
}
