using System.Text;
using System.Xml;
using Jeugdregio.Ijw.Engine;
using Jeugdregio.Ijw.Engine.Wire;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw;

/// <summary>Reads a text as a message of iJw 3.2 and says what is wrong with it.</summary>
public static class IjwReader
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        CloseInput = true,
    };

    /// <summary>
    /// Reads a message from UTF-8 text: first its form (level 1), then, if that is right, the rules within the message
    /// (level 2). Bad input gives findings, never an exception.
    /// </summary>
    /// <param name="utf8">The whole text.</param>
    /// <param name="expected">The kind it has to be; null when any will do.</param>
    /// <param name="limits">How much to take; <see cref="ReadLimits.Default"/> when null.</param>
    public static Reading Read(ReadOnlyMemory<byte> utf8, MessageKind? expected = null, ReadLimits? limits = null)
    {
        limits ??= ReadLimits.Default;
        return ReadOrdinary(new WireBuffer(utf8, limits.Bytes), expected, limits)
            ?? ReadAny(new GuardedText(utf8, limits), expected, limits);
    }

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, MessageKind?, ReadLimits?)"/>
    /// <param name="stream">
    /// The text; read to its end or to where it is refused, give or take a block of 16 KB. Its own failures are
    /// thrown on.
    /// </param>
    /// <param name="expected">The kind it has to be; null when any will do.</param>
    /// <param name="limits">How much to take; <see cref="ReadLimits.Default"/> when null.</param>
    public static Reading Read(Stream stream, MessageKind? expected = null, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= ReadLimits.Default;
        var text = new WireBuffer(stream, limits.Bytes);
        return ReadOrdinary(text, expected, limits) ?? ReadAny(text.Again(limits), expected, limits);
    }

    /// <summary>
    /// Reads a JW323 and hands it out client by client, held against the schema and the rules within the message as
    /// <see cref="Read(Stream, MessageKind?, ReadLimits?)"/> does, in as much memory as its largest client takes and
    /// some 30 bytes for each line. Bad input gives findings, never an exception.
    /// </summary>
    /// <param name="stream">
    /// The text; read to its end or to where it is refused, give or take a block. Its own failures are thrown on.
    /// </param>
    /// <param name="visitor">Takes what is read; nothing more is handed out after a finding of form.</param>
    /// <param name="limits">How much to take; <see cref="ReadLimits.Default"/> when null.</param>
    /// <param name="inputs">
    /// When given, the declaration is also held against the rules of level 4, with the findings of
    /// <see cref="IjwRules.CheckExternal"/>; they come after those within the message.
    /// </param>
    public static DeclarationOutcome ReadDeclaration(
        Stream stream, IDeclarationVisitor visitor, ReadLimits? limits = null, CheckInputs? inputs = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(visitor);
        limits ??= ReadLimits.Default;
        return ReadDeclaration(new WireBuffer(stream, limits.Bytes), new(visitor, inputs, limits), limits);
    }

    /// <inheritdoc cref="ReadDeclaration(Stream, IDeclarationVisitor, ReadLimits?, CheckInputs?)"/>
    /// <param name="utf8">The whole text.</param>
    /// <param name="visitor">Takes what is read; nothing more is handed out after a finding of form.</param>
    /// <param name="limits">How much to take; <see cref="ReadLimits.Default"/> when null.</param>
    /// <param name="inputs">What the rules of level 4 need; null leaves them out.</param>
    public static DeclarationOutcome ReadDeclaration(
        ReadOnlyMemory<byte> utf8, IDeclarationVisitor visitor, ReadLimits? limits = null, CheckInputs? inputs = null)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        limits ??= ReadLimits.Default;
        return ReadDeclaration(new WireBuffer(utf8, limits.Bytes), new(visitor, inputs, limits), limits);
    }

    /// <summary>
    /// Findings made on the model (<see cref="IjwRules.CheckExternal"/>) with their line and column, by walking the
    /// text they were read from once more.
    /// </summary>
    /// <param name="findings">Findings on a message read from this text; those that have a line keep it.</param>
    /// <param name="utf8">The same text, from its beginning; it is read and left open.</param>
    public static IReadOnlyList<Finding> Locate(IReadOnlyList<Finding> findings, Stream utf8)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(utf8);
        if (findings.Count == 0) return findings;
        using var characters = new StreamReader(utf8, Utf8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        if (characters.Peek() == '\uFEFF') characters.Read();
        using var xml = XmlReader.Create(characters, Settings);
        return Locator.Locate(findings, xml);
    }

    /// <summary>What an ordinary text holds; null when it is for the other reader to say.</summary>
    internal static Reading? ReadOrdinary(WireBuffer text, MessageKind? expected, ReadLimits limits)
    {
        if (!WireLimits.Fit(limits) || WireStart.Read(text) is not { } plan) return null;
        var kind = plan.Definition.Kind;
        if (expected is not null && expected != kind) return null;
        var builder = new RecordBuilder();
        if (!new WireReader<RecordSink>(text, limits.Run, new(builder)).ReadRoot(plan.Root)) return null;
        var message = (IjwMessage)builder.Root!;
        var findings = IjwRules.CheckWithin(message, limits.Findings);
        if (findings.Count == 0) return new(kind, message, []);
        using var again = XmlReader.Create(text.Again(limits), Settings);
        return new(kind, message, Locator.Locate(findings, again));
    }

    private static DeclarationOutcome ReadDeclaration(WireBuffer text, DeclarationPass pass, ReadLimits limits)
    {
        var collector = new DeclarationCollector(text, pass);
        if (WireLimits.Fit(limits)
            && WireStart.Read(text) is { Definition.Kind: MessageKind.Jw323 } plan
            && new WireReader<DeclarationSink>(text, limits.Run, new(collector)).ReadRoot(plan.Root))
            return new(MessageKind.Jw323, pass.Clients, pass.Lines, [.. pass.Finish().Take(limits.Findings)]);
        using var rest = GuardedText.Once(text.Rest(collector.Start), limits, collector.LetThrough);
        using var xml = XmlReader.Create(rest, Settings);
        var handOut = new HandOut(pass, collector.Joint());
        var reader = new SchemaReader(xml, rest, limits, handOut);
        reader.Read(MessageKind.Jw323);
        Finding[] findings = reader.Findings.Exists(finding => finding.Level == FindingLevel.Schema)
            ? [.. reader.Findings]
            : [.. reader.Findings, .. pass.Finish()];
        return new(reader.Kind, pass.Clients, pass.Lines, [.. findings.Take(limits.Findings)]);
    }

    /// <summary>Any text at all.</summary>
    internal static Reading ReadAny(GuardedText text, MessageKind? expected, ReadLimits limits)
    {
        using var xml = XmlReader.Create(text, Settings);
        var reader = new SchemaReader(xml, text, limits);
        var message = reader.Read(expected);
        if (message is null) return new(reader.Kind, null, reader.Findings);
        Finding[] findings = [.. reader.Findings, .. IjwRules.CheckWithin(message, limits.Findings)];
        if (findings.Length == 0) return new(reader.Kind, message, []);
        text.Rewind();
        using var again = XmlReader.Create(text, Settings);
        return new(reader.Kind, message, Locator.Locate(findings.Take(limits.Findings), again));
    }
}
