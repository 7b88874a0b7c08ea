using Jeugdregio.Coverage;

// Which test proves which code: every code with its tests, then one line per family. Read from source.
var proofs = Repository.Tests
    .SelectMany(test => test.Traits.Select(trait => (trait, test)))
    .ToLookup(p => p.trait, p => p.test);

foreach (var family in KnownCodes.Families)
{
    Console.WriteLine($"{family.Name} ({family.Trait})");
    foreach (var code in family.Codes)
    {
        var tests = proofs[new(family.Trait, code)].Select(test => $"{test.Project} {test.Class}.{test.Name}").ToList();
        Console.WriteLine(tests is [] ? $"  {code}  not proven" : $"  {code}");
        foreach (var test in tests) Console.WriteLine($"    {test}");
    }
}

Console.WriteLine();
foreach (var trait in KnownCodes.Families.GroupBy(family => family.Trait))
{
    var all = trait.SelectMany(family => family.Codes).ToList();
    Console.WriteLine($"{trait.Key}s: {Proven(trait.Key, all)} of {all.Count}");
    foreach (var family in trait)
        Console.WriteLine($"  {family.Name}: {Proven(trait.Key, family.Codes)} of {family.Codes.Count}");
}
var naming = Repository.Tests.Count(test => test.Traits.Any(t => t.Name != "needs"));
Console.WriteLine($"{Repository.Tests.Count} tests, of which {naming} name a code");

int Proven(string trait, IEnumerable<string> codes) => codes.Count(code => proofs.Contains(new(trait, code)));
