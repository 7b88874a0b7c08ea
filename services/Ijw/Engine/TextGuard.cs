using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Jeugdregio.Ijw.Engine;

/// <summary>What another has let through of a text of which the guard sees the rest.</summary>
/// <param name="Bytes">How many bytes the guard does not see.</param>
/// <param name="Asides">How many comments and CDATA sections there are in those.</param>
/// <param name="Again">How many of the bytes that the guard sees first were let through as well.</param>
internal readonly record struct LetThrough(long Bytes, long Asides, long Again);

/// <summary>
/// Looks at the bytes as they pass, before any XML parser does. A parser that obeys its specification takes a million
/// attributes or a text without end; here that is refused at the byte that proves it. It knows comments and CDATA
/// sections, because a <c>&lt;</c> in one of them starts nothing.
/// </summary>
/// <param name="limits">How much to let through.</param>
/// <param name="before">What another has let through before.</param>
internal sealed class TextGuard(ReadLimits limits, LetThrough before)
{
    internal const string NotUtf8 = "The text is not UTF-8.";
    internal const string Instruction = "A processing instruction is not allowed.";
    internal const string DocumentType = "A document type declaration is not allowed.";

    private Within _within = Within.Text;
    private long _asides = before.Asides;
    private long _passed;
    private long _beginning;
    private long _tag;
    private int _run;
    private int _matched;

    private enum Within
    {
        /// <summary>In a tag, or in text.</summary>
        Text,

        /// <summary>After <c>&lt;</c>.</summary>
        Opening,

        /// <summary>After <c>&lt;!</c>.</summary>
        Declaration,

        /// <summary>After <c>&lt;!-</c>.</summary>
        CommentOpening,

        /// <summary>After <c>&lt;![</c> and as much as was matched of <c>CDATA[</c>.</summary>
        SectionOpening,

        /// <summary>In a comment; matched are the hyphens just before.</summary>
        Comment,

        /// <summary>In a CDATA section; matched are the brackets just before.</summary>
        Section,
    }

    /// <summary>Why no more is let through, or null.</summary>
    internal string? Refusal { get; private set; }

    /// <summary>How many bytes there are before what is refused; never more than were let through.</summary>
    internal long RefusedAt { get; private set; }

    /// <summary>
    /// How many of these bytes are let through: those before the one that makes <see cref="Refusal"/> be set, else all
    /// but a character whose end is still to come, which is to be offered again with what follows it.
    /// </summary>
    internal int Pass(ReadOnlySpan<byte> next)
    {
        var room = Math.Max(0, limits.Bytes - before.Bytes - _passed);
        var text = next.Length > room ? next[..(int)room] : next;
        var whole = text[..^Unfinished(text)];
        var valid = ValidStart(whole);
        if (_passed == 0 && whole.StartsWith("\uFEFF"u8)) _beginning = 3;
        var count = Watch(whole[..valid]);
        if (Refusal is null && valid < whole.Length) Refuse(NotUtf8, _passed + valid);
        if (Refusal is null && text.Length < next.Length)
            Refuse($"The message is larger than {limits.Bytes} bytes.", _passed + count);
        _passed += count;
        return count;
    }

    /// <summary>There is nothing more, so a character that is not finished never will be.</summary>
    internal void End(int unfinished)
    {
        if (Refusal is null && unfinished > 0) Refuse(NotUtf8, _passed);
    }

    private void Refuse(string why, long at) => (Refusal, RefusedAt) = (why, at);

    /// <summary>How many bytes at the end are the beginning of a longer character.</summary>
    private static int Unfinished(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var lead = text[^back];
            if (lead is >= 0x80 and < 0xC0) continue;
            var length = lead switch { < 0x80 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
            return length > back ? back : 0;
        }
        return 0;
    }

    private static int ValidStart(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text)) return text.Length;
        var valid = 0;
        while (Rune.DecodeFromUtf8(text[valid..], out _, out var length) == OperationStatus.Done) valid += length;
        return valid;
    }

    private int Watch(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Refusal is null)
        {
            var rest = text[at..];
            if (_within == Within.Text && rest[0] == '<')
            {
                (_tag, _run) = (_passed + at, 0);
                if (WholeAside(rest) is var aside and > 0)
                {
                    if (!CountAside()) break;
                    _run = aside - 1;
                    at += aside;
                    continue;
                }
                at++;
                // nearly always it is a tag, and then there is nothing to tell apart
                if (at == text.Length || text[at] is (byte)'!' or (byte)'?') _within = Within.Opening;
                continue;
            }
            var part = _within switch
            {
                Within.Text => BeforeTag(rest),
                Within.Comment => ToEnd(rest, (byte)'-'),
                Within.Section => ToEnd(rest, (byte)']'),
                _ => Open(rest),
            };
            var room = limits.Run - _run;
            if (part > room) Refuse(
                $"There are more than {limits.Run} bytes between the start of a tag and the start of the next.", _tag);
            _run += Math.Min(part, room);
            at += Math.Min(part, room);
        }
        return at;
    }

    /// <summary>
    /// How long the comment or section is that a text begins with: the same as byte by byte, but many times as fast;
    /// 0 when it is something else, too long, or does not end here.
    /// </summary>
    private int WholeAside(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[1] != '!') return 0;
        var isComment = text.StartsWith("<!--"u8);
        if (!isComment && !text.StartsWith("<![CDATA["u8)) return 0;
        var opening = isComment ? "<!--".Length : "<![CDATA[".Length;
        var within = text[opening..Math.Min(text.Length, Math.Max(opening, limits.Run))];
        var end = within.IndexOf(isComment ? "-->"u8 : "]]>"u8);
        return end < 0 ? 0 : opening + end + "-->".Length;
    }

    private bool CountAside()
    {
        if (Asides.MayBe(++_asides, before.Bytes + _tag) || _tag < before.Again) return true;
        Refuse(Asides.TooMany, _tag);
        return false;
    }

    private static int BeforeTag(ReadOnlySpan<byte> text)
    {
        var tag = text.IndexOf((byte)'<');
        return tag < 0 ? text.Length : tag;
    }

    /// <summary>How many bytes belong to what a <c>&lt;</c> opens, when that is no tag.</summary>
    private int Open(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && _within is not (Within.Text or Within.Comment or Within.Section) && Open(text[at]))
            at++;
        return at;
    }

    private bool Open(byte next)
    {
        switch (_within, next)
        {
            // at the very beginning it may be the declaration, which is for the parser to judge
            case (Within.Opening, (byte)'?') when _tag > _beginning: Refuse(Instruction, _tag); return false;
            case (Within.Opening, (byte)'!'): _within = Within.Declaration; return true;
            case (Within.Declaration, (byte)'-'): _within = Within.CommentOpening; return true;
            case (Within.Declaration, (byte)'['): (_within, _matched) = (Within.SectionOpening, 0); return true;
            case (Within.Declaration, _): Refuse(DocumentType, _tag); return false;
            case (Within.CommentOpening, (byte)'-'):
                (_within, _matched) = (Within.Comment, 0);
                return CountAside();
            case (Within.SectionOpening, _) when next == "CDATA["u8[_matched]:
                if (++_matched < "CDATA[".Length) return true;
                (_within, _matched) = (Within.Section, 0);
                return CountAside();
            default: _within = Within.Text; return false;
        }
    }

    /// <summary>How many bytes belong to a comment or section, whose end may lie on both sides of a block's.</summary>
    private int ToEnd(ReadOnlySpan<byte> text, byte mark)
    {
        ReadOnlySpan<byte> close = [mark, mark, (byte)'>'];
        for (var before = Math.Min(_matched, 2); before > 0; before--)
            if (text.StartsWith(close[before..])) return End(close.Length - before);
        if (text.IndexOf(close) is var at and >= 0) return End(at + close.Length);
        var marks = text.Length - (text.LastIndexOfAnyExcept(mark) + 1);
        _matched = marks < text.Length ? marks : _matched + marks;
        return text.Length;

        int End(int length)
        {
            _within = Within.Text;
            return length;
        }
    }
}
