using System.Text;
using CsCheck;
using Jeugdregio.Ijw.Engine;
using Jeugdregio.Ijw.Engine.Wire;
using Jeugdregio.Ijw.Fuzz.Documents;
using Jeugdregio.Ijw.Fuzz.Mutations;
using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests;

/// <summary>The reader of ordinary texts against the reader of any text: it may know less, but nothing else.</summary>
public sealed class WireTests
{
    private const int PerKind = 300;
    private const int Mutants = 10_000;
    private const string InstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

    public static TheoryData<MessageKind> Kinds => [.. MessageKinds.All];

    [Theory, MemberData(nameof(Kinds))]
    public void What_is_written_here_is_ordinary_and_gives_the_same_records(MessageKind kind)
    {
        var chance = new PCG(3, (ulong)kind);
        var messages = Generate.Message(kind);
        var taken = 0;
        for (var i = 0; i < PerKind; i++)
        {
            var text = IjwWriter.Write(messages.Generate(chance, null, out _));
            // a class in which all is optional may be there with nothing in it
            if (text.AsSpan().IndexOf(" />"u8) >= 0) continue;
            var reading = Ordinary(text);
            Assert.NotNull(reading);
            Same(Any(text), reading);
            taken++;
        }
        Assert.InRange(taken, PerKind / 4, PerKind);
    }

    [Fact]
    public void What_it_takes_of_mutants_the_other_reader_takes_with_the_same_records_and_findings()
    {
        Standard.MustBeThere();
        var taken = 0;
        for (var index = 0; index < Mutants; index++)
        {
            var text = FuzzedText.Of(9, index).Bytes;
            if (Ordinary(text) is not { } reading) continue;
            taken++;
            Same(Any(text), reading);
        }
        Assert.InRange(taken, Mutants / 20, Mutants);
    }

    public static TheoryData<string, string> Ways => new()
    {
        { "jw323:", "x:" },
        { "ijw:", "i-j.w_9:" },
        { " xmlns:ijw", $" xmlns:xsi='{InstanceNamespace}' xsi:schemaLocation=\"a b\" xmlns:ijw" },
        { "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "" },
        { "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "\uFEFF<?xml version='1.0' encoding='UTF-8'?>\r\n  " },
        { "><", ">\r\n\t<" },
        { "PR1", "Pé€😀" },
    };

    [Theory, MemberData(nameof(Ways))]
    public void Other_ordinary_ways_of_writing_are_ordinary_too(string usual, string other)
    {
        var text = Encoding.UTF8.GetString(IjwWriter.Write(Example.Declaration()));
        Assert.Contains(usual, text, StringComparison.Ordinal);
        if (usual is "jw323:" or "ijw:")
            text = text.Replace($"xmlns:{usual[..^1]}", $"xmlns:{other[..^1]}", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text.Replace(usual, other, StringComparison.Ordinal));
        var reading = Ordinary(bytes);
        Assert.NotNull(reading);
        Same(Any(bytes), reading);
    }

    [Theory]
    [InlineData("<jw323:Eenheid>", "<!-- é --><jw323:Eenheid>")]
    [InlineData("<jw323:Bericht ", "<!-- a --> <!-- b -->\n<jw323:Bericht ")]
    [InlineData(">PR1<", "><![CDATA[PR]]>1<")]
    [InlineData(">PR1<", ">&#80;R&#x31;<")]
    [InlineData(">PR1<", ">P<!-- x -->R1<")]
    [InlineData(">2026-01-31<", "> 2026-01-31 <")]
    [InlineData(">PR1<", "> ]&amp;&lt;&gt;&quot;&apos;&#x1F600;&#10;<")]
    public void What_needs_no_parser_is_read_without_one_however_it_is_written(string usual, string other)
    {
        var text = Encoding.UTF8.GetString(IjwWriter.Write(Example.Declaration()));
        Assert.Contains(usual, text, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text.Replace(usual, other, StringComparison.Ordinal));
        var reading = Ordinary(bytes);
        Assert.NotNull(reading);
        Assert.Equal(Verdict.Accepted, reading.Verdict);
        Same(Any(bytes), reading);
    }

    [Theory]
    [InlineData("<jw323:Eenheid>", "<jw323:Eenheid >")]
    [InlineData("<jw323:Eenheid>", "<jw323:Eenheid xmlns:q=\"urn:q\">")]
    [InlineData("</jw323:Bericht>", "</jw323:Bericht><!-- x -->")]
    [InlineData("<jw323:Bericht ", "<jw323:Bericht xmlns:q=\"urn:q\" ")]
    public void What_is_unusual_but_right_is_left_to_the_other_reader(string usual, string other)
    {
        var text = Encoding.UTF8.GetString(IjwWriter.Write(Example.Declaration()));
        Assert.Contains(usual, text, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text.Replace(usual, other, StringComparison.Ordinal));
        Assert.Null(Ordinary(bytes));
        Assert.Equal(Verdict.Accepted, IjwReader.Read(bytes).Verdict);
        Assert.Equal(Example.Declaration(), IjwReader.Read(bytes).Message);
    }

    internal static string Indent(string text) => text.Replace("><", ">\n  <", StringComparison.Ordinal);

    private static Reading? Ordinary(byte[] text) =>
        IjwReader.ReadOrdinary(new WireBuffer(text), null, ReadLimits.Default);

    private static Reading Any(byte[] text) =>
        IjwReader.ReadAny(new GuardedText(text, ReadLimits.Default), null, ReadLimits.Default);

    private static void Same(Reading expected, Reading actual)
    {
        Assert.Equal(expected.Verdict, actual.Verdict);
        Assert.Equal(expected.Message, actual.Message);
        Assert.Equal(expected.Findings, actual.Findings);
    }
}
