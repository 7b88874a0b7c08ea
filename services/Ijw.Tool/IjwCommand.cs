using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Text;
using Jeugdregio.Ijw.Tool.Checking;
using Jeugdregio.Ijw.Tool.Making;
using Jeugdregio.Ijw.Tool.Rules;
using Jeugdregio.Values;

namespace Jeugdregio.Ijw.Tool;

/// <summary>The command line: <c>ijw check</c>, <c>ijw explain</c>, <c>ijw new</c>.</summary>
internal static class IjwCommand
{
    /// <summary>Does what the arguments ask, and gives the exit code (<see cref="ExitCode"/>).</summary>
    internal static int Run(string[] arguments, Surroundings around)
    {
        // a plain command, because the root command would take the name of the file it runs from
        var root = new Command("ijw", "Checks, explains and makes messages of iJw 3.2.")
        {
            new HelpOption(),
            new VersionOption(),
            CheckCommand(around),
            ExplainCommand(around),
            RulesCommandLine(around),
            NewCommand(around),
        };
        // a file whose name starts with @ is a file, not a list of arguments
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors) around.Error.WriteLine($"ijw: {Printable.OnOneLine(error.Message)}");
            around.Error.WriteLine("ijw --help says what there is.");
            return ExitCode.Failed;
        }
        using var output = new StreamWriter(around.Output, new UTF8Encoding(false), leaveOpen: true);
        try
        {
            return parsed.Invoke(new()
            {
                EnableDefaultExceptionHandler = false,
                Output = output,
                Error = around.Error,
            });
        }
        catch (Exception failure) when (failure is IOException or ListException)
        {
            around.Error.WriteLine($"ijw: {Printable.Of(failure.Message)}");
            return ExitCode.Failed;
        }
    }

    private static Command CheckCommand(Surroundings around)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files, folders (every .xml in them, however deep), or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string>("--format")
        {
            Description = "json (one object per line) or text (for people).",
            DefaultValueFactory = _ => "json",
        };
        format.AcceptOnlyFromAmong("json", "text");
        var today = Day(
            "--today", "The day on which the messages are checked (TR135), yyyy-mm-dd; today in the Netherlands.",
            DateOnly.MinValue, DateOnly.MaxValue);
        var municipalities = new Option<string>("--municipalities")
        {
            HelpName = "FILE",
            Description = "A list of municipalities (TR378): columns code, and if known from and until, with commas.",
        };
        var products = new Option<string>("--products")
        {
            HelpName = "FILE",
            Description = "The product list (TR381): columns code and category, with commas.",
        };
        var most = new Option<int>("--max-bytes")
        {
            HelpName = "N",
            Description = "Look at larger messages than the standard allows (OP179).",
            DefaultValueFactory = _ => (int)ReadLimits.Default.Bytes,
        };
        most.Validators.Add(result =>
        {
            // asks for no value when there is none: that has its own error
            if (result.Tokens is [var text] && !(int.TryParse(text.Value, out var bytes) && bytes > 0))
                result.AddError($"--max-bytes must be a number from 1 to {int.MaxValue}.");
        });
        var command = new Command(
            "check", "Says of each message whether it is accepted, rejected (a rule is broken) or invalid (its form).")
        {
            files, format, today, municipalities, products, most,
        };
        command.SetAction(parsed =>
        {
            var report = parsed.GetValue(format) is "text"
                ? (IReport)new TextReport(around.Output, around.IsColoured)
                : new JsonReport(around.Output);
            var world = new World(
                parsed.GetValue(today) ?? around.Clock.Today(),
                parsed.GetValue(municipalities), parsed.GetValue(products));
            var limits = ReadLimits.Default with { Bytes = parsed.GetValue(most) };
            return new Check(around, world, limits, report).Run(parsed.GetValue(files)!);
        });
        return command;
    }

    private static Command ExplainCommand(Surroundings around)
    {
        var code = new Argument<string>("CODE")
        {
            Description = "A rule (TR338, CS002, CD041, RS024, OP259) or a return code (9338).",
        };
        var language = new Option<string>("--language")
        {
            Description = "en (English) or nl (Dutch); both, one after the other, when nothing is said.",
        };
        language.AcceptOnlyFromAmong([.. Language.All.Select(one => one.Code)]);
        var command = new Command("explain", "Says what a rule or a return code means, in English and in Dutch.")
        {
            code, language,
        };
        command.SetAction(parsed => Explain.Run(
            parsed.GetValue(code)!,
            [.. Language.All.Where(one => parsed.GetValue(language) is not { } only || only == one.Code)],
            around));
        return command;
    }

    private static Command RulesCommandLine(Surroundings around)
    {
        var codes = new Argument<string[]>("CODE")
        {
            Description = "Rules to tell of (TR338); all of them when there are none.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var format = new Option<string>("--format")
        {
            Description = "text (for people) or json (one object per line).",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("json", "text");
        var repository = new Option<string>("--repository")
        {
            Description = "A directory of the repository; the one you are in, or else the one this was built in.",
        };
        var command = new Command(
            "rules", "Says where every rule is seen to and which tests prove it; ends with 1 when one is nowhere.")
        {
            codes, format, repository,
        };
        command.SetAction(parsed => RulesCommand.Run(
            parsed.GetValue(repository), parsed.GetValue(codes) ?? [], parsed.GetValue(format) is "json", around));
        return command;
    }

    private static Option<DateOnly?> Day(string name, string description, DateOnly first, DateOnly last) => new(name)
    {
        HelpName = "DATE",
        Description = description,
        CustomParser = result =>
        {
            var isDate = DateOnly.TryParseExact(
                result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
            if (!isDate || day < first || day > last)
                result.AddError($"{name} must be a date from {first:yyyy-MM-dd} to {last:yyyy-MM-dd}.");
            return day;
        },
    };

    private static Command NewCommand(Surroundings around)
    {
        var kind = new Argument<MessageKind>("KIND")
        {
            HelpName = "KIND",
            Description = "JW301, JW302, JW305 to JW308, JW315 to JW320, JW323 or JW325.",
            CustomParser = result =>
            {
                var name = result.Tokens[0].Value;
                if (MessageKinds.FromName(name) is { } known) return known;
                var all = string.Join(", ", MessageKinds.All.Select(one => one.Title()));
                result.AddError($"'{name}' is no message; there are {all}.");
                return default;
            },
        };
        var lines = new Option<int?>("--lines")
        {
            Description = $"Declaration lines of a JW323; {NewMessage.Lines}.",
            CustomParser = result =>
            {
                var isNumber = int.TryParse(
                    result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                if (!isNumber || number is < 1 or > NewMessage.MostLines)
                    result.AddError($"--lines must be a number from 1 to {NewMessage.MostLines}.");
                return number;
            },
        };
        var seed = new Option<int>("--seed") { Description = "The same seed and date give the same bytes; 0." };
        var date = Day(
            "--date", $"Date of the message, yyyy-mm-dd; {NewMessage.Dated:yyyy-MM-dd}.",
            NewMessage.First, NewMessage.Last);
        var compact = new Option<bool>("--compact") { Description = "Without space between the elements." };
        var command = new Command("new", "Writes a made-up message that is accepted, with a BSN of the test range.")
        {
            kind, lines, seed, date, compact,
        };
        command.Validators.Add(result =>
        {
            // asks for no values: what could not be parsed has none, and has its own error
            if (result.GetResult(lines) is not null
                && result.GetResult(kind)?.Tokens is [var name]
                && MessageKinds.FromName(name.Value) is not (null or MessageKind.Jw323))
                result.AddError("--lines is for a JW323 only.");
        });
        command.SetAction(parsed => NewMessage.Run(
            parsed.GetValue(kind),
            parsed.GetValue(seed),
            parsed.GetValue(date) ?? NewMessage.Dated,
            parsed.GetValue(lines) ?? NewMessage.Lines,
            !parsed.GetValue(compact),
            around));
        return command;
    }
}
