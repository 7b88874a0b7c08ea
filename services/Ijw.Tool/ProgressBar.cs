using System.Globalization;
using Spectre.Console;

namespace Jeugdregio.Ijw.Tool;

/// <summary>Hears how far long work is.</summary>
internal interface IProgress
{
    void Advance(long by);

    /// <summary>Makes room for a result, when that goes to a terminal too.</summary>
    void BeforeResult();

    /// <summary>Makes room for a sentence on standard error.</summary>
    void BeforeMessage();
}

/// <summary>
/// One line on standard error for work that takes a while, when people look at it there. Standard output may be the
/// same terminal: the line goes before a result is written, and comes back below it.
/// </summary>
internal sealed class ProgressBar : IProgress
{
    /// <summary>What is less is done before a bar could be read.</summary>
    private const long Long = 8 * 1024 * 1024;
    private const int Many = 200;
    private const int MostWidth = 40;

    /// <summary>The part that has to be done before it says how long the rest takes.</summary>
    private const double Guessable = 0.05;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly TimeProvider _clock;
    private readonly string _what;
    private readonly long _total;
    private readonly bool _isOutputTerminal;
    private readonly long _begun;
    private long _done;
    private long _shown;
    private bool _isShown;

    private ProgressBar(IAnsiConsole console, Surroundings around, string what, long total)
    {
        (_console, _clock, _what, _total) = (console, around.Clock, what, total);
        _isOutputTerminal = around.IsOutputTerminal;
        _begun = _clock.GetTimestamp();
        Draw();
    }

    /// <param name="around">Where people look, and the clock.</param>
    /// <param name="what">What is done, as one word.</param>
    /// <param name="total">How much it is.</param>
    /// <param name="pieces">In how many pieces.</param>
    /// <param name="work">Does it, and says how far it is.</param>
    internal static void Show(Surroundings around, string what, long total, int pieces, Action<IProgress> work)
    {
        if (around.Progress is not { } console || total < Long && pieces < Many)
        {
            work(new Silent());
            return;
        }
        var bar = new ProgressBar(console, around, what, Math.Max(total, 1));
        try
        {
            work(bar);
        }
        finally
        {
            bar.BeforeMessage();
        }
    }

    public void Advance(long by)
    {
        _done += by;
        if (!_isShown || _clock.GetElapsedTime(_shown) >= Pause) Draw();
    }

    public void BeforeResult()
    {
        if (_isOutputTerminal) BeforeMessage();
    }

    public void BeforeMessage()
    {
        if (_isShown) _console.Write(new ControlCode("\r\e[2K"));
        _isShown = false;
    }

    private void Draw()
    {
        var part = Math.Clamp((double)_done / _total, 0, 1);
        var left = part < Guessable ? "" : $"{_clock.GetElapsedTime(_begun) * ((1 - part) / part):hh\\:mm\\:ss}";
        var end = string.Create(CultureInfo.InvariantCulture, $"{part,5:P0}  {left,8}");
        var width = Math.Clamp(_console.Profile.Width - _what.Length - end.Length - 3, 0, MostWidth);
        var full = (int)(part * width);
        var sign = _console.Profile.Capabilities.Unicode ? '━' : '=';
        _console.Write(new ControlCode("\r\e[2K"));
        _console.Markup($"{_what} [green]{new string(sign, full)}[/][grey]{new string(sign, width - full)}[/] {end}");
        (_shown, _isShown) = (_clock.GetTimestamp(), true);
    }

    private sealed class Silent : IProgress
    {
        public void Advance(long by)
        {
        }

        public void BeforeResult()
        {
        }

        public void BeforeMessage()
        {
        }
    }
}
