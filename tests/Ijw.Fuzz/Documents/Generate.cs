using CsCheck;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Engine;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Fuzz.Documents;

/// <summary>Messages that are right in form and otherwise arbitrary, made from the definitions alone.</summary>
internal static class Generate
{
    private const string Odd = "aZ09 .-'\"&<>]é€Ŝ\t~";

    internal static Gen<IjwMessage> Message(MessageKind kind)
    {
        var whole = Class(ClassBinding.Of(kind));
        return whole.Select(record => (IjwMessage)record);
    }

    private static Gen<object> Class(ClassBinding binding)
    {
        var elements = binding.Elements
            .Where(child => child.IsInModel || binding.Type.IsGroup)
            .Select(child => (child, Value: child.Class is { } inner ? Class(inner) : Value(child.Element.Simple!)))
            .ToArray();
        if (binding.Type.IsGroup)
            return elements[0].Value.List[1, 3].Select(binding.List);
        return new RecordGen(binding, elements);
    }

    private static Gen<object> Value(SimpleType type) => type.Lexical switch
    {
        Lexical.Whole => Gen.OneOf(Gen.Long[0, type.Max], Any(0L, 1L, type.Max)).Select(number => (object)number),
        Lexical.Date => Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(day => (object)DateOnly.FromDayNumber(day)),
        Lexical.Time => Gen.OneOf(
            Gen.Long[0, 86_399].Select(second => second * TimeSpan.TicksPerSecond),
            Gen.Long[0, TimeSpan.TicksPerDay - 1]).Select(ticks => (object)new TimeOnly(ticks)),
        _ => Text(type).Select(text => (object)text),
    };

    private static Gen<string> Text(SimpleType type)
    {
        if (type.Values is { } values) return Any(values.Order(StringComparer.Ordinal).ToArray());
        var max = Math.Min(type.MaxLength, 30);
        return type.Form switch
        {
            Form.Digits => Of("0123456789", type.Digits ?? 1, type.Digits ?? max),
            Form.LettersAndDigits => Of("azAZ09", 1, max),
            Form.Initials => Of("azAZÀéỳ", 1, max),
            Form.Version => Gen.Select(Gen.Int[0, 99], Gen.Int[0, 9], Gen.Int[0, 100], (a, b, c) => $"{a}.{b}.{c}"),
            Form.Line => Odds("", max).Where(text => !string.IsNullOrWhiteSpace(text)),
            Form.Lines => Odds("\n\r", max).Where(text => !string.IsNullOrWhiteSpace(text)),
            _ => Odds("\n\r", max),
        };
    }

    private static Gen<string> Of(string characters, int min, int max) =>
        Gen.Char[characters].Array[min, max].Select(found => new string(found));

    /// <summary>
    /// Characters that XML, or a careless reader of it, treats specially; some take two UTF-16 units.
    /// </summary>
    private static Gen<string> Odds(string more, int max) =>
        Gen.Char[Odd + more].Array[1, max].Select(found => new string(found))
            .Select(Gen.Int[0, 9],
                (text, emoji) => emoji == 0 && max > 1 ? "😀" + text[..Math.Min(text.Length, max - 2)] : text);

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private sealed class RecordGen(ClassBinding binding, (ElementBinding Child, Gen<object> Value)[] elements)
        : Gen<object>
    {
        public override object Generate(PCG pcg, Size? min, out Size size)
        {
            var record = binding.Create();
            ulong weight = 0;
            foreach (var (child, value) in elements)
            {
                if (!child.Element.Required && pcg.Next(2) == 0) continue;
                child.Set(record, value.Generate(pcg, null, out var part));
                weight += 1 + part.I;
            }
            size = new Size(weight);
            return record;
        }
    }
}
