using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Jeugdregio.LocalEngine;

/// <summary>The command line cannot be used, or asks for help.</summary>
internal sealed class OptionException(string message, bool isHelp = false) : Exception(message)
{
    public bool IsHelp { get; } = isHelp;
}

/// <summary>What the local engine is asked to do.</summary>
/// <param name="DataDirectory">Where everything is kept.</param>
/// <param name="Fresh">Empty it first.</param>
/// <param name="Console">Also show every log line on the console.</param>
/// <param name="Fast">For tests: PostgreSQL without fsync.</param>
internal sealed record LocalOptions(string DataDirectory, bool Fresh, bool Console, bool Fast)
{
    private const string Help = """
        Starts the whole platform on this machine and stays up until Ctrl-C.

          --port N     port of the gateway, from which all others follow (default 8080, or JEUGDREGIO_PORT)
          --data DIR   where databases, logs and generated secrets are kept (default .data, or JEUGDREGIO_DATA)
          --fresh      empty that directory first
          --console    also show the log lines of every resource here
          --help       this text
        """;

    private static readonly string[] Flags = ["fresh", "console", "fast"];
    private static readonly string[] Valued = ["port", "data"];

    /// <summary>Gives each flag the value that configuration wants, and refuses what is not known.</summary>
    /// <exception cref="OptionException">An option is unknown or lacks its value, or help is asked.</exception>
    public static string[] Normal(string[] args)
    {
        List<string> normal = [];
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (name is "--help" or "-h")
                throw new OptionException(Help, isHelp: true);
            var option = name.StartsWith("--", StringComparison.Ordinal) ? name[2..] : "";
            if (Flags.Contains(option))
                normal.Add($"--{option}={value ?? "true"}");
            else if (Valued.Contains(option) && (value ?? (i + 1 < args.Length ? args[++i] : null)) is { Length: > 0 } given)
                normal.Add($"--{option}={given}");
            else
                throw new OptionException($"'{args[i]}' is no option, or its value is missing.\n\n{Help}");
        }
        return [.. normal];
    }

    /// <exception cref="OptionException">The port is not usable.</exception>
    public static LocalOptions From(ConfigurationManager settings, string appHostDirectory)
    {
        var port = settings["port"] ?? settings["JEUGDREGIO_PORT"];
        // 33 more ports follow after this one
        if (port is not null && !(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1024 and <= 65_000))
        {
            throw new OptionException($"--port takes a number from 1024 to 65000, not '{port}'.");
        }
        var data = settings["data"] ?? settings["JEUGDREGIO_DATA"] ?? Path.Combine(appHostDirectory, "..", ".data");
        return new(Path.GetFullPath(data), Flag("fresh"), Flag("console"), Flag("fast"));

        bool Flag(string name) => settings[name] is "true";
    }
}
