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

internal static class Ports
{
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

    public static void Demand(int port, string resource)
    {
        if (!IsFree(port))
            throw new PortTakenException(port, resource);
    }

    /// <summary>
    /// A free port below the range the kernel hands out for outgoing connections, so that none of those takes it
    /// between now and its use.
    /// </summary>
    public static int Free()
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var port = Random.Shared.Next(15_000, 32_000);
            if (IsFree(port))
                return port;
        }
        throw new InvalidOperationException("No free port found between 15000 and 32000.");
    }
}
