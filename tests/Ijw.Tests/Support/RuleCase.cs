using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tests.Support;

/// <summary>What is asked of a message that breaks a rule of level 2, and of one that comes near to it.</summary>
internal static class RuleCase
{
    /// <summary>Read back from its text it is refused with that rule and 0001, at that place.</summary>
    internal static void Refuse(string rule, IjwMessage message, string place)
    {
        var reading = IjwReader.Read(IjwWriter.Write(message));
        Assert.Equal(Verdict.Rejected, reading.Verdict);
        var finding = Assert.Single(reading.Findings, finding => finding.Rule == rule);
        Assert.Equal((FindingLevel.Message, "0001"), (finding.Level, finding.ReturnCode));
        Assert.EndsWith(place, finding.Path, StringComparison.Ordinal);
        Assert.StartsWith("Bericht/", finding.Path, StringComparison.Ordinal);
        Assert.Equal(1, finding.Line);
        Assert.True(finding.Column > 1);
    }

    /// <summary>Read back from its text it breaks no rule at all.</summary>
    internal static void Accept(IjwMessage message)
    {
        var reading = IjwReader.Read(IjwWriter.Write(message));
        Assert.Empty(reading.Findings);
        Assert.Equal(Verdict.Accepted, reading.Verdict);
    }
}
