using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tool.Making;

/// <summary><c>ijw new</c>: a made-up message of any kind that breaks no rule.</summary>
internal static class NewMessage
{
    /// <summary>Lines of a declaration when nothing is said.</summary>
    internal const int Lines = 3;

    /// <summary>About three gigabytes; of more the total would not fit in the element for it.</summary>
    internal const int MostLines = 4_000_000;

    /// <summary>What a line of a declaration comes to, with its share of its client, when written for people.</summary>
    private const long BytesPerLine = 845;

    /// <summary>The date of a message when nothing is said: fixed, so that a seed alone gives the same bytes.</summary>
    internal static readonly DateOnly Dated = new(2026, 2, 5);

    /// <summary>The first month that is declared (CS100).</summary>
    internal static readonly DateOnly FirstMonth = new(2021, 1, 1);

    /// <summary>The first date whose month before it has a month before it that is declared.</summary>
    internal static readonly DateOnly First = new(2021, 3, 1);

    internal static readonly DateOnly Last = new(2099, 12, 31);

    /// <summary>Writes a message to standard output; one that is larger than may be sent is told to be.</summary>
    internal static int Run(
        MessageKind kind, int seed, DateOnly dated, int lines, bool isIndented, Surroundings around)
    {
        var length = kind is MessageKind.Jw323
            ? Declare(new(new(kind, seed, dated), lines), lines, isIndented, around)
            : Write(Of(kind, seed, dated), isIndented, around);
        around.Output.Flush();
        if (length > ReadLimits.Default.Bytes)
            around.Error.WriteLine(
                $"ijw: the message is {length} bytes, more than the {ReadLimits.Default.Bytes} that may be sent"
                + " (OP179).");
        return ExitCode.Good;
    }

    /// <summary>The same arguments give an equal message.</summary>
    /// <param name="kind">Any of the fourteen.</param>
    /// <param name="seed">What is drawn: people, products, numbers, what is left out, what is refused.</param>
    /// <param name="dated">From <see cref="First"/> to <see cref="Last"/>.</param>
    /// <param name="lines">Lines of the declaration, for a JW323 and a JW325.</param>
    internal static IjwMessage Of(MessageKind kind, int seed, DateOnly dated, int lines = Lines)
    {
        var made = new MadeUp(kind.Answers() ?? kind, seed, dated);
        return kind switch
        {
            MessageKind.Jw301 => NewAllocation.Allocation(made),
            MessageKind.Jw305 => NewAllocation.Start(made),
            MessageKind.Jw307 => NewAllocation.Stop(made),
            MessageKind.Jw315 => NewRequest.Request(made),
            MessageKind.Jw317 => NewRequest.Change(made),
            MessageKind.Jw319 => NewRequest.Refusal(made),
            MessageKind.Jw323 => new NewDeclaration(made, lines).Whole(),
            MessageKind.Jw325 => NewAnswer.To(new NewDeclaration(made, lines).Whole(), made),
            _ => NewAnswer.To(Of(kind.Answers()!.Value, seed, dated), made),
        };
    }

    private static long Write(IjwMessage message, bool isIndented, Surroundings around)
    {
        var text = IjwWriter.Write(message, isIndented);
        around.Output.Write(text);
        return text.Length;
    }

    /// <summary>Goes through the clients twice, and keeps none of them.</summary>
    private static long Declare(NewDeclaration declaration, int lines, bool isIndented, Surroundings around)
    {
        var length = 0L;
        ProgressBar.Show(around, "Writing", lines * BytesPerLine, pieces: 1, bar =>
        {
            void count(int some) => bar.Advance(some * BytesPerLine / 2);
            length = IjwWriter.Write(
                declaration.WithoutClients(count), declaration.Clients(count), around.Output, isIndented);
        });
        return length;
    }
}
