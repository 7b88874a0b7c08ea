using System.Globalization;
using Jeugdregio.Ijw;

namespace Jeugdregio.Coverage;

/// <summary>Codes that belong together.</summary>
/// <param name="Name">Their letters.</param>
/// <param name="Trait">The name of the trait that names them.</param>
/// <param name="Codes">All of them, in order.</param>
internal sealed record Family(string Name, string Trait, IReadOnlyList<string> Codes);

/// <summary>Every code that a test can prove something about.</summary>
internal static class KnownCodes
{
    /// <summary>What a test may need that is not there when tests must be fast.</summary>
    internal static readonly string[] Needs = ["broker", "database", "platform"];

    private const string Instructions =
        "008 013 028 032 066 076 077 078 079 081 085 087 088 089 090 091 093 094 096 097 099";

    internal static IReadOnlyList<Family> Families { get; } =
    [
        // the requirements of tendering, contracting, referrals, billing, monitoring and the gateway
        Numbered("T", "requirement", 36, 2),
        Numbered("C", "requirement", 46, 2),
        Numbered("R", "requirement", 40, 2),
        Numbered("B", "requirement", 20, 2),
        Numbered("M", "requirement", 33, 2),
        Numbered("G", "requirement", 12, 2),
        // the rules of iJw 3.2: technical, conditions, constraints, restrictions of form,
        // of business, and instructions for filling in
        Ijw("TR"),
        Ijw("CD"),
        Ijw("CS"),
        Ijw("RS"),
        new("OP", "rule", [.. BusinessRules.All.Keys.Order(StringComparer.Ordinal)]),
        Listed("IV", Instructions),
        // what always holds, and what is done to the platform to see whether it does
        Numbered("I", "invariant", 14),
        Numbered("F", "fault", 19),
        Numbered("L", "fault", 3),
        Numbered("B", "fault", 9),
        Numbered("Z", "fault", 6),
        Numbered("R", "fault", 2),
        Numbered("T", "fault", 2),
        Numbered("D", "fault", 3),
        Numbered("P", "fault", 3),
        Numbered("N", "fault", 1),
    ];

    /// <summary>Whether a trait of that name may have that value.</summary>
    internal static bool Knows(string trait, string code) =>
        trait == "needs" ? Needs.Contains(code) : Families.Any(f => f.Trait == trait && f.Codes.Contains(code));

    private static Family Numbered(string letter, string trait, int count, int digits = 1) => new(
        letter, trait,
        [.. Enumerable.Range(1, count).Select(n => letter + n.ToString("D" + digits, CultureInfo.InvariantCulture))]);

    private static Family Ijw(string letters) => new(
        letters, "rule",
        [
            .. RuleCatalogue.All.Keys.Where(code => code.StartsWith(letters, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ]);

    private static Family Listed(string letters, string numbers) => new(
        letters, "rule",
        [.. numbers.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(n => letters + n)]);
}
