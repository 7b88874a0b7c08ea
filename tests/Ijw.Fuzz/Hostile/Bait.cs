using System.Net;
using System.Net.Sockets;

namespace Jeugdregio.Ijw.Fuzz.Hostile;

/// <summary>A file and an address for a careless parser to fetch.</summary>
internal sealed class Bait : IDisposable
{
    /// <summary>What is in the file, and must be seen nowhere else.</summary>
    internal const string Secret = "canary-7f3a";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _file = Path.GetTempFileName();

    internal Bait()
    {
        System.IO.File.WriteAllText(_file, Secret);
        _listener.Start();
    }

    internal Uri File => new(_file);

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/x");

    /// <summary>
    /// Whether anybody has connected, which the operating system notes before the other side knows it is connected.
    /// </summary>
    internal bool WasConnectedTo => _listener.Pending();

    /// <summary>Tells whoever connects that there is nothing here; ends at the first.</summary>
    internal async Task SendAway()
    {
        using var caller = await _listener.AcceptSocketAsync();
        await caller.ReceiveAsync(new byte[1024]);
        await caller.SendAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        caller.Shutdown(SocketShutdown.Both);
    }

    public void Dispose()
    {
        _listener.Stop();
        System.IO.File.Delete(_file);
    }
}
