using Jeugdregio.Ijw.Tool;
using Spectre.Console;

// a terminal that asks for no colours gets none (no-color.org), and one that cannot move its cursor no bar
var isPlain = Environment.GetEnvironmentVariable("TERM") is "dumb";
var hasColours = !isPlain && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
var around = new Surroundings(input, output, Console.Error, TimeProvider.System)
{
    IsColoured = hasColours && !Console.IsOutputRedirected,
    IsOutputTerminal = !Console.IsOutputRedirected,
    Progress = Console.IsErrorRedirected || isPlain ? null : AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = AnsiSupport.Yes,
        ColorSystem = hasColours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.Yes,
    }),
    Directories = [Directory.GetCurrentDirectory(), AppContext.BaseDirectory],
};
return IjwCommand.Run(args, around);
