using System.CommandLine;
using Jeugdregio.Benchmarks.Month;
using Jeugdregio.Benchmarks.Reading;
using Spectre.Console;

// a table that goes to a file is not cut to the width of no terminal
if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;

var megabytes = new Option<int>("--megabytes") { DefaultValueFactory = _ => 100, Description = "Size of the file." };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "Times each side is measured." };
var read = new Command("read", "Reading and checking a JW323 against what .NET has for it.") { megabytes, rounds };
read.SetAction(parsed => ReadBenchmark.Run(parsed.GetValue(megabytes), parsed.GetValue(rounds)));

var file = new Argument<FileInfo>("file");
var one = new Command("read-file", "Reads one file as a stream and tells what it took.") { file };
one.SetAction(parsed => FileReading.Run(parsed.GetValue(file)!));

var sizes = new Option<int[]>("--lines")
{
    DefaultValueFactory = _ => [10_000, 100_000, 1_000_000], AllowMultipleArgumentsPerToken = true,
    Description = "Months of so many lines, one after the other.",
};
var history = new Option<int>("--history")
{
    DefaultValueFactory = _ => 120,
    Description = "Months in the tables when the smallest is measured again; 0 for none.",
};
var month = new Command("month", "A country's month of declarations, from files to answers and ledger.")
{
    sizes,
    history,
};
month.SetAction(parsed => MonthBenchmark.Run(parsed.GetValue(sizes)!, parsed.GetValue(history)));

var length = new Option<int>("--lines") { DefaultValueFactory = _ => 118_000, Description = "How many lines it has." };
var single = new Command("month-file", "One file of 100 MB, from the file to its answer.") { length, rounds };
single.SetAction(parsed => MonthBenchmark.Single(parsed.GetValue(length), parsed.GetValue(rounds)));

return new RootCommand("What the platform is measured by: ours and a floor or a peer, side by side in one run.")
{
    read,
    one,
    month,
    single,
}.Parse(args).Invoke();
