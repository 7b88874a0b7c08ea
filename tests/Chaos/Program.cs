using System.CommandLine;
using Jeugdregio.Chaos;
using Jeugdregio.Chaos.Running;

var rounds = new Option<int>("--rounds") { Description = "How many.", DefaultValueFactory = _ => 10 };
var seed = new Option<int>("--seed")
{
    Description = "Of the first round, the next has the next; any when not given.",
    DefaultValueFactory = _ => Random.Shared.Next(1_000_000),
};
var seconds = new Option<int>("--seconds")
{
    Description = "How long files are sent in a round, about.", DefaultValueFactory = _ => 12,
};
var kills = new Option<int>("--kills")
{
    Description = "How many in a round; with three or more each dies at least once.", DefaultValueFactory = _ => 8,
};
var defect = new Option<string?>("--defect")
{
    Description = "Puts something wrong in, which has to be found: "
        + string.Join("; ", Defect.All.Select(one => $"{one.Name}: {one.What}")),
};
defect.AcceptOnlyFromAmong([.. Defect.All.Select(one => one.Name)]);

var root = new RootCommand(
    "Kills Billing, PostgreSQL and RabbitMQ at random moments while files come in, and counts what is there then.")
{
    rounds, seed, seconds, kills, defect,
};
root.SetAction((parsed, _) => ChaosCommand.Run(
    parsed.GetValue(rounds), parsed.GetValue(seed), TimeSpan.FromSeconds(parsed.GetValue(seconds)),
    parsed.GetValue(kills), parsed.GetValue(defect), Console.Out));
return await root.Parse(args).InvokeAsync();
