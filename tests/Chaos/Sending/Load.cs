using Jeugdregio.Billing.Tests.Oracle;
using Jeugdregio.Chaos.Telling;
using Jeugdregio.Contracting.Wire.V1;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Wire.V1;

namespace Jeugdregio.Chaos.Sending;

/// <summary>A file that is sent.</summary>
/// <param name="Message">What it says.</param>
/// <param name="Bytes">As it is sent.</param>
internal sealed record LoadFile(Jw323 Message, byte[] Bytes)
{
    internal string Provider => Message.Header.Afzender;

    internal static LoadFile Of(Jw323 message) => new(message, IjwWriter.Write(message));
}

/// <summary>How much is sent in a round.</summary>
/// <param name="Worlds">Each with two providers that send in turn; one institution sends large files besides.</param>
/// <param name="Files">Of each world.</param>
/// <param name="Clients">Of the institution: its first file has eight lines for each.</param>
internal sealed record LoadSize(int Worlds, int Files, int Clients);

/// <summary>Who sends one thing after the other, about what was agreed and allocated.</summary>
/// <param name="Tariffs">What was agreed.</param>
/// <param name="Allocations">What was allocated.</param>
/// <param name="Steps">Files of one step are sent at the same moment.</param>
/// <param name="Told">Both as Billing hears of them: before the first file is sent, in any order, some twice.</param>
internal sealed record Sender(
    IReadOnlyList<TariffSet> Tariffs, IReadOnlyList<AllocationMade> Allocations,
    IReadOnlyList<IReadOnlyList<LoadFile>> Steps, IReadOnlyList<Told> Told)
{
    private const int ToldTwiceOfHundred = 10;

    internal static Sender Of(
        IEnumerable<TariffSet> tariffs, IEnumerable<AllocationMade> allocations,
        IReadOnlyList<IReadOnlyList<LoadFile>> steps, Random random)
    {
        var (agreed, allocated) = (tariffs.ToList(), allocations.ToList());
        var told = agreed.Concat<object>(allocated)
            .Select(one => new Told(Bystander.NewId(random), one)).ToList();
        Told[] order = [.. told, .. told.Where(_ => random.Next(100) < ToldTwiceOfHundred)];
        random.Shuffle(order);
        return new(agreed, allocated, steps, order);
    }
}

/// <summary>
/// What happens in a round. Most files are those with which the judge is tried: every rule is broken often and kept
/// often.
/// </summary>
/// <param name="Senders">Each with what Billing has to know of first.</param>
/// <param name="Meanwhile">What is told all the while, of a provider that sends nothing.</param>
internal sealed record Load(IReadOnlyList<Sender> Senders, IReadOnlyList<Told> Meanwhile)
{
    // of a hundred files
    private const int PostedTwice = 5;
    private const int DeclaredTwice = 8;

    internal string[] Providers { get; } =
    [
        .. Senders.SelectMany(sender => sender.Steps).SelectMany(step => step).Select(file => file.Provider).Distinct(),
    ];

    internal IEnumerable<TariffSet> Tariffs => Senders.SelectMany(sender => sender.Tariffs);

    internal IEnumerable<AllocationMade> Allocations => Senders.SelectMany(sender => sender.Allocations);

    /// <param name="seed">The same seed gives the same files.</param>
    /// <param name="number">Of the round in this database: rounds share no provider and no allocation number.</param>
    /// <param name="size">How much of it.</param>
    /// <param name="keyOf">The pseudonym of a BSN.</param>
    internal static Load Make(int seed, int number, LoadSize size, Func<string, string> keyOf)
    {
        var random = new Random(seed);
        // worlds that follow each other share no product, so that none sees another's tariffs of a segment
        var first = (int)(Math.Abs(seed * 90L) % (int.MaxValue - 100));
        World[] worlds =
        [
            .. Enumerable.Range(0, size.Worlds).Select(at => new World(
                first + at, keyOf, 30_000_000 + 200 * number + 2 * at, 100_000L * number + 100 * at)),
        ];
        var institution = new Institution(number, size.Clients, keyOf);
        return new(
            [
                Sender.Of([institution.Tariff], institution.Allocations, institution.Steps(), random),
                .. worlds.Select(world => Sender.Of(
                    world.Tariffs, world.Allocations, Steps(world, size.Files, keyOf, random), random)),
            ],
            Bystander.Of(number, random));
    }

    private static List<IReadOnlyList<LoadFile>> Steps(
        World world, int files, Func<string, string> keyOf, Random random)
    {
        var judge = NaiveJudge.Of(world, keyOf);
        var post = new Post(world, judge, keyOf);
        var steps = new List<IReadOnlyList<LoadFile>>();
        while (steps.Count < files)
        {
            var message = post.Next();
            if (Acceptable(message) is not { } file) continue;
            judge.Judge(message);
            steps.Add(random.Next(100) switch
            {
                < PostedTwice => [file, file],
                < PostedTwice + DeclaredTwice => [file, LoadFile.Of(Again(message))],
                _ => [file],
            });
        }
        return steps;
    }

    /// <summary>The file; null when the schema has no place for what it says, so that it would not be stored.</summary>
    private static LoadFile? Acceptable(Jw323 message)
    {
        try
        {
            var file = LoadFile.Of(message);
            return IjwReader.Read(file.Bytes, MessageKind.Jw323).Message is null ? null : file;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The same care in another file, with numbers of its own (B16).</summary>
    private static Jw323 Again(Jw323 message) => message with
    {
        Header = message.Header with
        {
            BerichtIdentificatie = message.Header.BerichtIdentificatie with
            {
                Identificatie = $"X{message.Header.BerichtIdentificatie.Identificatie}",
            },
        },
        Declaratie = message.Declaratie with
        {
            DeclaratieNummer = $"X{message.Declaratie.DeclaratieNummer}",
            Clienten =
            [
                .. message.Declaratie.Clienten.Select(client => client with
                {
                    Prestaties = [.. client.Prestaties.Select(Again)],
                }),
            ],
        },
    };

    private static Prestatie Again(Prestatie line) => line with
    {
        ProductReferentie = line.ProductReferentie with
        {
            ReferentieNummer = $"X{line.ProductReferentie.ReferentieNummer}",
        },
    };
}
