using System.Text;
using Jeugdregio.Ijw.Definition;

namespace Jeugdregio.Ijw.Engine.Wire;

/// <summary>
/// What comes before the first element in the root: a declaration, and the root's own start tag with its namespaces.
/// </summary>
internal static class WireStart
{
    private const string InstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";
    private const int LongestPrefix = 32;

    /// <summary>
    /// The message and the prefixes its root says it is written with; the buffer is then behind the root's start tag.
    /// Null, with the buffer anywhere, when anything is unusual.
    /// </summary>
    internal static MessagePlan? Read(WireBuffer buffer)
    {
        buffer.Need();
        var text = buffer.Unread;
        text = text[..Math.Min(text.Length, WireLimits.LongestTag)];
        var whole = text.Length;
        SkipDeclaration(ref text);
        SkipSpace(ref text);
        var comments = 0;
        while (OddText.Comment(text, text.Length) is var comment and > 0)
        {
            comments++;
            text = text[comment..];
            SkipSpace(ref text);
        }
        if (!Take(ref text, "<"u8) || TakeName(ref text) is not { } name) return null;
        var namespaces = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            var hasSpace = SkipSpace(ref text);
            if (Take(ref text, ">"u8)) break;
            if (!hasSpace || !TakeAttribute(ref text, namespaces)) return null;
        }
        if (!buffer.CountAsides(comments)) return null;
        buffer.At += whole - text.Length;
        return PlanOf(name, namespaces);
    }

    private static MessagePlan? PlanOf(string name, Dictionary<string, string> namespaces)
    {
        var (prefix, local) = Split(name);
        if (local != MessageDefinition.RootName || !namespaces.TryGetValue(prefix, out var own)) return null;
        if (MessageDefinitions.InNamespace(own) is not { } definition) return null;
        foreach (var (other, uri) in namespaces)
            if (uri == MessageDefinition.BaseNamespace) return MessagePlan.Of(definition.Kind, prefix, other);
        return null;
    }

    private static void SkipDeclaration(ref ReadOnlySpan<byte> text)
    {
        if (!Take(ref text, "<?xml version="u8)) return;
        if (!Take(ref text, "\"1.0\""u8) && !Take(ref text, "'1.0'"u8)) text = default;
        if (!Take(ref text, " encoding="u8)) text = default;
        foreach (var encoding in (ReadOnlySpan<string>)["\"UTF-8\"", "\"utf-8\"", "'UTF-8'", "'utf-8'"])
            if (Take(ref text, Encoding.ASCII.GetBytes(encoding)))
                break;
        if (!Take(ref text, "?>"u8)) text = default;
    }

    /// <summary>
    /// A namespace of the standard's or of instances, or where the schema is; each at most once. Anything else is left
    /// to the other reader.
    /// </summary>
    private static bool TakeAttribute(ref ReadOnlySpan<byte> text, Dictionary<string, string> namespaces)
    {
        if (TakeName(ref text) is not { } name || !Take(ref text, "="u8) || text.IsEmpty) return false;
        var quote = text[0];
        if (quote is not ((byte)'"' or (byte)'\'')) return false;
        text = text[1..];
        var end = text.IndexOf(quote);
        if (end < 0 || text[..end].ContainsAnyExceptInRange((byte)' ', (byte)'~')) return false;
        if (text[..end].IndexOfAny((byte)'<', (byte)'&') >= 0) return false;
        var value = Encoding.ASCII.GetString(text[..end]);
        text = text[(end + 1)..];
        if (name == "xmlns") return namespaces.TryAdd("", value) && IsKnown(value);
        var (prefix, local) = Split(name);
        if (prefix == "xmlns")
            return !local.StartsWith("xml", StringComparison.OrdinalIgnoreCase)
                && namespaces.TryAdd(local, value)
                && IsKnown(value);
        return local == "schemaLocation"
            && namespaces.GetValueOrDefault(prefix) == InstanceNamespace
            && namespaces.TryAdd(":" + name, value);
    }

    private static bool IsKnown(string uri) =>
        uri is InstanceNamespace or MessageDefinition.BaseNamespace || MessageDefinitions.InNamespace(uri) is not null;

    /// <summary>
    /// A name of plain letters, digits and the like, with at most one colon and no long prefix; or null.
    /// </summary>
    private static string? TakeName(ref ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && IsInName(text[length])) length++;
        var name = Encoding.ASCII.GetString(text[..length]);
        text = text[length..];
        var parts = name.Split(':');
        return parts.Length <= 2
            && parts[0].Length <= LongestPrefix
            && parts.All(part => part.Length > 0 && char.IsAsciiLetter(part[0]))
            ? name
            : null;
    }

    private static bool IsInName(byte b) =>
        char.IsAsciiLetterOrDigit((char)b) || b is (byte)':' or (byte)'_' or (byte)'-' or (byte)'.';

    private static (string Prefix, string Local) Split(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", name) : (name[..colon], name[(colon + 1)..]);
    }

    private static bool Take(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted)
    {
        if (!text.StartsWith(wanted)) return false;
        text = text[wanted.Length..];
        return true;
    }

    private static bool SkipSpace(ref ReadOnlySpan<byte> text)
    {
        var before = text.Length;
        text = text.TrimStart(" \t\r\n"u8);
        return text.Length < before;
    }
}
