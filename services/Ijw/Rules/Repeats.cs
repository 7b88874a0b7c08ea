using System.Globalization;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Rules;

/// <summary>
/// TR101 in a declaration and its answer: no client twice, and not the very same line twice. A number used again for
/// another line is no repeat: the official sample does so, and TR314 answers it line by line.
/// </summary>
internal sealed class Repeats(Report report)
{
    private readonly HashSet<int> _bsns = [];
    private readonly SeenLines _lines = new();
    private int _bsn;

    internal void Client(string bsn, ClientPlace place)
    {
        var isNumber = int.TryParse(bsn.AsSpan().TrimEnd('\n'), NumberStyles.None, null, out _bsn);
        if (isNumber && !_bsns.Add(_bsn)) report.Add("TR101", place.At(""));
    }

    /// <summary>A line of the last client.</summary>
    internal void Line(in DeclarationLine line, LinePlace place)
    {
        if (!_lines.Add(in line, _bsn)) report.Add("TR101", place.At(""));
    }

    /// <summary>Whether there has been a line with this reference.</summary>
    internal bool HasLine(UInt128 reference) => _lines.Contains(reference);
}
