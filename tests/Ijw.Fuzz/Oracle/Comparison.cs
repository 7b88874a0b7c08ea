using Jeugdregio.Ijw.Fuzz.Hostile;

namespace Jeugdregio.Ijw.Fuzz.Oracle;

/// <summary>What our reader makes of a text, held against what it should.</summary>
/// <param name="Complaint">What the official schemas have against it; null when it is valid by them.</param>
/// <param name="Strictness">Why we refuse it all the same; null when we should not.</param>
/// <param name="Reading">What our reader said; null when it threw.</param>
/// <param name="IsPlaced">Whether the places of the two were compared as well.</param>
/// <param name="Disagreement">What is not as it should be; null when all is.</param>
internal sealed record Comparison(
    Complaint? Complaint, string? Strictness, Reading? Reading, bool IsPlaced, string? Disagreement)
{
    /// <summary>
    /// Reads a text in every way there is, and asks: is it invalid exactly when the official schemas or our own limits
    /// say so, do all ways say the same, has every finding a place, and is everything the text says in the message?
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="piece">How many bytes the stream hands out at a time.</param>
    /// <param name="hasOnePlace">Whether the text is wrong in one place at most, which both have to find.</param>
    internal static Comparison Of(byte[] text, int piece, bool hasOnePlace)
    {
        var complaint = Official.Complaint(text);
        var strictness = complaint is null ? Oracle.Strictness.Of(text) : null;
        Reading? reading = null;
        var isPlaced = false;
        string? disagreement;
        try
        {
            reading = IjwReader.Read(text);
            using var stream = new MadeStream([text], piece);
            var streamed = IjwReader.Read(stream);
            disagreement = OfVerdict(complaint, strictness, reading) ?? OfWays(reading, streamed) ?? OfFindings(reading)
                ?? (reading.Message is null ? null : OfContent(text, reading))
                ?? (reading.Kind is MessageKind.Jw323 or null ? HandedOut.Disagreement(text, piece) : null);
            if (hasOnePlace && disagreement is null && complaint is not null)
            {
                var ours = reading.Findings.First(finding => finding.Level == FindingLevel.Schema);
                isPlaced = Places.AreAsked(text, complaint, ours);
                if (isPlaced) disagreement = Places.Disagreement(text, complaint, ours);
            }
        }
#pragma warning disable CA1031 // whatever it throws is what is looked for
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            disagreement = $"it throws {thrown}";
        }
        return new(complaint, strictness, reading, isPlaced, disagreement);
    }

    private static string? OfVerdict(Complaint? complaint, string? strictness, Reading reading)
    {
        var isRight = complaint is null && strictness is null;
        if (isRight == reading.Verdict is not Verdict.Invalid) return null;
        return isRight
            ? $"it is valid, but refused: {string.Join("; ", reading.Findings)}"
            : $"it is taken, but not valid: {complaint?.Text ?? strictness}";
    }

    private static string? OfWays(Reading reading, Reading streamed) =>
        reading.Verdict == streamed.Verdict && reading.Kind == streamed.Kind
        && reading.Findings.SequenceEqual(streamed.Findings) && Equals(reading.Message, streamed.Message)
            ? null
            : "from a stream it says something else: " + string.Join("; ", streamed.Findings);

    private static string? OfFindings(Reading reading)
    {
        if (reading.Verdict is Verdict.Accepted != reading.Findings.Count is 0) return "a verdict without a finding";
        if (reading.Findings.Count > ReadLimits.Default.Findings) return "too many findings";
        return reading.Findings.FirstOrDefault(finding => finding is { Line: < 1 } or { Column: < 1 }) is { } lost
            ? $"a finding without a place: {lost}"
            : null;
    }

    private static string? OfContent(byte[] text, Reading reading)
    {
        var said = Content.Of(text);
        byte[] written;
        try
        {
            written = IjwWriter.Write(reading.Message!);
        }
        catch (ArgumentException) when (MayNotBeWritten(reading, said))
        {
            return null;
        }
        if (Official.Complaint(written) is { } wrong) return $"it is written again as what is not valid: {wrong}";
        if (!Equals(IjwReader.Read(written).Message, reading.Message)) return "it is written again as something else";
        var kept = Content.Of(written);
        return said.SequenceEqual(kept)
            ? null
            : "it says something else than the message: " + said.Zip(kept).First(pair => pair.First != pair.Second);
    }

    /// <summary>
    /// What the schemas overlook is told as broken and never written, and neither is what with other prefixes would be
    /// too long to read.
    /// </summary>
    private static bool MayNotBeWritten(Reading reading, List<string> said) =>
        reading.Findings.Any(finding => finding.Text == "It may not end in a line feed.")
        || said.Exists(value => value.Length > 1000);
}
