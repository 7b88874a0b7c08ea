using Jeugdregio.Story;

// Plays the story of one child against a running platform, through the gateway only, as its users would.
var options = new Dictionary<string, string>(StringComparer.Ordinal);
for (var i = 0; i + 1 < args.Length; i += 2) options[args[i]] = args[i + 1];
if (!options.TryGetValue("--gateway", out var gateway) || !options.TryGetValue("--identity", out var identity))
{
    Console.Error.WriteLine("usage: story --gateway URL --identity URL");
    return 2;
}
using var platform = new Platform(new(gateway), new(identity));
return await new StoryTeller(platform, Console.Out).Tell() ? 0 : 1;
