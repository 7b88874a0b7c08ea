using System.CommandLine;
using Jeugdregio.Ijw.Fuzz;
using Jeugdregio.Ijw.Fuzz.Hostile;

var documents = new Option<int>("--documents") { Description = "How many.", DefaultValueFactory = _ => 10_000 };
var anySeed = new Option<int>("--seed")
{
    Description = "Which run; any when not given.", DefaultValueFactory = _ => Random.Shared.Next(),
};
var first = new Option<int>("--first") { Description = "The number of the first, to go on from." };
var folder = new Option<string>("--folder")
{
    Description = "Where disagreements are saved.", DefaultValueFactory = _ => Path.Combine(".data", "fuzz"),
};
var seed = new Option<int>("--seed") { Description = "Which run.", Required = true };
var index = new Option<int>("--index") { Description = "Which of the run.", Required = true };

var corpus = new Command("corpus", "What each hostile text costs: verdict, time, memory, bytes read.");
corpus.SetAction(_ => CorpusReport.Print(Console.Out) == 0 ? 0 : 1);

var fuzz = new Command("fuzz", "Compares verdicts on made-up texts with those of the official schemas.")
{
    documents, anySeed, first, folder,
};
fuzz.SetAction(parsed => FuzzCommand.Fuzz(
    parsed.GetValue(documents),
    parsed.GetValue(anySeed),
    parsed.GetValue(first),
    parsed.GetValue(folder)!,
    Console.Out));

var replay = new Command("replay", "Compares one text of a run again, and shows it.") { seed, index };
replay.SetAction(parsed => FuzzCommand.Replay(parsed.GetValue(seed), parsed.GetValue(index), Console.Out));

return new RootCommand("Holds the iJw reader against hostile texts and against the official schemas.")
{
    corpus, fuzz, replay,
}.Parse(args).Invoke();
