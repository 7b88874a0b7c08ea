using Jeugdregio.Ijw.Messages;
using Jeugdregio.Ijw.Tests.Support;
using static Jeugdregio.Ijw.Tests.Support.Changed;

namespace Jeugdregio.Ijw.Tests.Rules;

/// <summary>The rules of level 2 about what is allocated (JW301).</summary>
public sealed class AllocationRuleTests
{
    public static IEnumerable<TheoryDataRow<int, string>> RefusedRows => Refused()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    public static IEnumerable<TheoryDataRow<int, string>> AcceptedRows => Accepted()
        .Select((row, number) => new TheoryDataRow<int, string>(number, row.Rule).WithTrait("rule", row.Rule));

    [Theory, MemberData(nameof(RefusedRows))]
    public void An_allocation_that_breaks_a_rule_is_refused_with_that_rule_and_its_place(int number, string rule)
    {
        var (_, message, place) = Refused().ElementAt(number);
        RuleCase.Refuse(rule, message, place);
    }

    [Theory, MemberData(nameof(AcceptedRows))]
    public void An_allocation_at_the_edge_of_a_rule_is_accepted(int number, string rule)
    {
        var (of, message) = Accepted().ElementAt(number);
        Assert.Equal(rule, of);
        RuleCase.Accept(message);
    }

    internal static IEnumerable<(string Rule, IjwMessage Message, string Place)> Refused() =>
    [
        ("CD041", Allocated(a => a with { Omvang = null }), "ToegewezenProduct[1]/Omvang"),
        ("CD075", Allocated(a => a with { Product = null, Omvang = null, Budget = 1, Einddatum = null }),
            "[1]/Einddatum"),
        ("CD076", Allocated(a => a with { Einddatum = null }), "[1]/Einddatum"),
        ("CD077", Allocated(a => a with { Budget = 1 }), "[1]/Omvang"),
        ("CD078", Allocated(a => a with { Budget = 1 }), "[1]/Budget"),
        ("CD079", Allocated(a => a with { Product = null, Omvang = null }), "[1]/Product"),
        ("CD080", Allocated(a => a with { Product = new() { Categorie = "44" } }), "ToegewezenProduct[1]/Omvang"),
        ("CS003", Allocated(a => a with { Einddatum = new(2026, 1, 11) }), "[1]/Einddatum"),
        ("CS335", Allocated(a => a with { RedenWijziging = "13" }), "[1]/RedenWijziging"),
        ("CS336", Allocated(a => a with { RedenWijziging = "01" }), "[1]/RedenWijziging"),
        ("CS338", Allocated(a => a with { Omvang = Volume("14", "1") }), "[1]/Omvang/Frequentie"),
        ("CS338", Allocated(a => a with { Omvang = Volume("83", "1"), Einddatum = null }), "[1]/Omvang/Frequentie"),
        ("TR134", Allocated(a => a with { Toewijzingsdatum = new(2026, 2, 6) }), "[1]/Toewijzingsdatum"),
        ("TR101", Allocations(Example.Allocated(1), Example.Allocated(1, "45A53")), "ToegewezenProduct[2]"),
        ("TR302", Allocations(Example.Allocated(1), Example.Allocated(2)), "ToegewezenProduct[2]"),
        ("TR302", Allocations(Example.Allocated(1), Example.Allocated(2) with { Ingangsdatum = new(2026, 7, 12) }),
            "ToegewezenProduct[2]"),
        // care without a product overlaps any other, care without a code all of its category
        ("TR302", Allocations(
            Example.Allocated(1), Example.Allocated(2) with { Product = null, Omvang = null, Budget = 1 }),
            "ToegewezenProduct[2]"),
        ("TR302", Allocations(
            Example.Allocated(1),
            Example.Allocated(2) with { Product = new() { Categorie = "45" }, Omvang = null }),
            "ToegewezenProduct[2]"),
    ];

    internal static IEnumerable<(string Rule, IjwMessage Message)> Accepted() =>
    [
        ("CD041", Allocated(a => a with { Product = new() { Categorie = "45" }, Omvang = null })),
        ("CD075", Allocated(a => a with { Product = null, Omvang = null, Budget = 1 })),
        ("CD076", Allocated(a => a with { Omvang = Volume("01", "4"), Einddatum = null })),
        ("CD077", Allocated(a => a with { Product = new() { Categorie = "45" }, Omvang = null, Budget = 1 })),
        ("CD078", Allocated(a => a with { Budget = null })),
        ("CD079", Allocated(a => a with { Omvang = null, Product = null, Budget = 100 })),
        ("CD080", Allocated(a => a with
        {
            Product = new() { Categorie = "44" },
            Ingangsdatum = new(2020, 12, 1),
            Einddatum = new(2020, 12, 31),
        })),
        ("CS003", Allocated(a => a with { Einddatum = a.Ingangsdatum })),
        ("CS335", Allocated(a => a with { Einddatum = a.Ingangsdatum, RedenWijziging = "13" })),
        ("CS336", Allocated(a => a with { RedenWijziging = "14" })),
        ("CS338", Allocated(a => a with { Omvang = Volume("14", "2") })),
        ("CS338", Allocated(a => a with { Omvang = Volume("01", "1") })),
        ("CS338", Allocated(a => a with
        {
            Omvang = Volume("84", "1"),
            Ingangsdatum = new(2020, 12, 1),
            Einddatum = new(2020, 12, 31),
        })),
        ("TR134", Allocated(a => a with { Toewijzingsdatum = new(2026, 2, 5), Ingangsdatum = new(2026, 3, 1) })),
        ("TR101", Allocations(Example.Allocated(1), Example.Allocated(2, "45A53"))),
        ("TR302", Allocations(
            Example.Allocated(1) with { Einddatum = new(2026, 1, 12), RedenWijziging = "13" },
            Example.Allocated(2) with { Einddatum = new(2026, 1, 31) },
            Example.Allocated(3) with { Ingangsdatum = new(2026, 2, 1) })),
    ];
}
