using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Jeugdregio.LocalEngine;

/// <summary>A port that a resource needs is in use; the message names port, resource and the way out.</summary>
public sealed class PortTakenException(int port, string resource)
    : InvalidOperationException(
        $"Port {port}, needed by {resource}, is in use on this machine. "
        + "End the program that uses it, or start with another base port: --port N (or JEUGDREGIO_PORT=N).")
{
    /// <summary>The port that is in use.</summary>
    public int Port { get; } = port;

    /// <summary>The resource that wanted it.</summary>
    public string Resource { get; } = resource;
}

/// <summary>
/// Ports that nobody uses. All lie below the range from which the kernel takes the ports of outgoing connections (32768
/// on Linux), so that none of those takes one between the choice and its use. A chosen port is kept for this process
/// until it ends: a server may take seconds before it listens, and nobody of this user chooses the port meanwhile,
/// or holds it for the moment that looking takes.
/// </summary>
public static class Ports
{
    // two ranges, so that a row is not broken by single ports chosen meanwhile in other processes
    private const int RowsFrom = 10_000;
    private const int SinglesFrom = 15_000;
    private const int SinglesUntil = 32_000;

    /// <summary>One file per port, locked by the process that chose the port; the lock ends with its process.</summary>
    private static readonly string Locks = Directory.CreateDirectory(
        Path.Combine(Path.GetTempPath(), $"jeugdregio-ports-{Environment.UserName}")).FullName;

    private static readonly ConcurrentBag<FileStream> kept = [];

    /// <summary>Can a server listen on it now?</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            // as servers do: a connection of the last run that lingers in TIME_WAIT is no obstacle
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    internal static void Demand(int port, string resource)
    {
        if (!IsFree(port))
            throw new PortTakenException(port, resource);
    }

    /// <summary>A free port, kept until this process ends.</summary>
    public static int Free() => Find(() => Random.Shared.Next(SinglesFrom, SinglesUntil), 1);

    /// <summary>The first of <paramref name="count"/> free ports that follow each other, all kept.</summary>
    public static int FreeRow(int count) =>
        Find(() => RowsFrom + Random.Shared.Next((SinglesFrom - RowsFrom) / count) * count, count);

    private static int Find(Func<int> choose, int count)
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var first = choose();
            if (Keep(Enumerable.Range(first, count)))
                return first;
        }
        throw new InvalidOperationException($"No {count} free ports found between {RowsFrom} and {SinglesUntil}.");
    }

    private static bool Keep(IEnumerable<int> ports)
    {
        List<FileStream> row = [];
        // locked before it is looked at: whoever keeps it is not disturbed by the look
        if (ports.All(port => Lock(port, row) && IsFree(port)))
        {
            row.ForEach(kept.Add);
            return true;
        }
        row.ForEach(locked => locked.Dispose());
        return false;
    }

    private static bool Lock(int port, List<FileStream> row)
    {
        if (FileLock.TryTake(Path.Combine(Locks, port.ToString(CultureInfo.InvariantCulture))) is not { } locked)
            return false;
        row.Add(locked);
        return true;
    }
}
