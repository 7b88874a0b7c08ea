using System.Xml.Linq;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tool.Making;

namespace Jeugdregio.Ijw.Tool.Tests;

/// <summary>Made-up messages are of every sort: what may be left out is, and is not.</summary>
public sealed class VariationTests
{
    private const int Seeds = 400;

    public static TheoryData<MessageKind> Kinds => [.. MessageKinds.All];

    [Theory, MemberData(nameof(Kinds))]
    public void What_may_be_left_out_is_there_in_one_message_and_not_in_another(MessageKind kind)
    {
        var (there, absent) = (new HashSet<string>(), new HashSet<string>());
        foreach (var root in Made(kind)) Look(MessageDefinitions.All[kind].Root, root, "", there, absent);
        Assert.Equal(there.Order(StringComparer.Ordinal), absent.Order(StringComparer.Ordinal));
        var optional = Optional(MessageDefinitions.All[kind].Root, "").Order(StringComparer.Ordinal);
        Assert.Equal(optional, there.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(MessageKind.Jw301, true)]
    [InlineData(MessageKind.Jw315, true)]
    [InlineData(MessageKind.Jw317, true)]
    [InlineData(MessageKind.Jw323, false)]
    public void Every_unit_and_frequency_occurs(MessageKind kind, bool hasFrequency)
    {
        var all = Made(kind).SelectMany(root => root.Descendants()).ToLookup(e => e.Name.LocalName, e => e.Value);
        Assert.Equal(["01", "04", "14", "16", "82", "83", "84"], all["Eenheid"].Distinct().Order());
        if (hasFrequency) Assert.Equal(["1", "2", "4", "6"], all["Frequentie"].Distinct().Order());
    }

    [Fact]
    public void Lines_are_of_this_month_and_earlier_ones_whole_and_in_part_debit_and_credit()
    {
        var declaration = (Jw323)NewMessage.Of(MessageKind.Jw323, 4, NewMessage.Dated, 2_000);
        var lines = declaration.Declaratie.Clienten.SelectMany(client => client.Prestaties).ToList();
        Assert.Equal(["C", "D"], lines.Select(line => line.IngediendBedrag.DebetCredit).Distinct().Order());
        var months = lines.Select(line => line.ProductPeriode.Begindatum)
            .Select(day => (day.Year, day.Month)).Distinct();
        Assert.InRange(months.Count(), 3, 24);
        Assert.Contains(lines, line => line.ProductPeriode.Begindatum.Day > 1);
        Assert.Contains(lines, line => line.ProductPeriode.Einddatum.AddDays(1).Day > 1);
        // a credit is followed by what is declared anew on the same allocation and period
        Assert.Contains(lines.Zip(lines.Skip(1)), pair =>
            pair.First.IngediendBedrag.DebetCredit is "C" && pair.Second.IngediendBedrag.DebetCredit is "D"
            && pair.First.ToewijzingNummer == pair.Second.ToewijzingNummer
            && pair.First.ProductPeriode == pair.Second.ProductPeriode);
    }

    private static IEnumerable<XElement> Made(MessageKind kind)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var stream = new MemoryStream(IjwWriter.Write(NewMessage.Of(kind, seed, NewMessage.Dated, 20)));
            yield return XElement.Load(stream);
        }
    }

    private static void Look(
        ClassType type, XElement element, string path, HashSet<string> there, HashSet<string> absent)
    {
        foreach (var child in type.Elements)
        {
            var found = element.Elements().Where(e => e.Name.LocalName == child.Name).ToList();
            if (!child.Required) (found.Count > 0 ? there : absent).Add($"{path}/{child.Name}");
            if (child.Class is { } inner) found.ForEach(e => Look(inner, e, $"{path}/{child.Name}", there, absent));
        }
    }

    private static IEnumerable<string> Optional(ClassType type, string path) => type.Elements.SelectMany(child =>
    {
        var inner = child.Class is { } deeper ? Optional(deeper, $"{path}/{child.Name}") : [];
        return child.Required ? inner : inner.Prepend($"{path}/{child.Name}");
    });
}
