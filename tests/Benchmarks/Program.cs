using System.CommandLine;
using Jeugdregio.Benchmarks.Reading;

var megabytes = new Option<int>("--megabytes") { DefaultValueFactory = _ => 100, Description = "Size of the file." };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "Times each side is measured." };
var read = new Command("read", "Reading and checking a JW323 against what .NET has for it.") { megabytes, rounds };
read.SetAction(parsed => ReadBenchmark.Run(parsed.GetValue(megabytes), parsed.GetValue(rounds)));

var file = new Argument<FileInfo>("file");
var one = new Command("read-file", "Reads one file as a stream and tells what it took.") { file };
one.SetAction(parsed => FileReading.Run(parsed.GetValue(file)!));

return new RootCommand("What the platform is measured by: ours and a floor or a peer, side by side in one run.")
{
    read,
    one,
}.Parse(args).Invoke();
