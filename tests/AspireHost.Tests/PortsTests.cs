using Jeugdregio.LocalEngine;

namespace Jeugdregio.AspireHost.Tests;

public sealed class PortsTests
{
    [Fact]
    public async Task A_chosen_port_is_chosen_only_once_though_nobody_listens_on_it_yet()
    {
        // of 17,000: were they not kept, some ten of these 600 would coincide
        var ports = await Task.WhenAll(Enumerable.Range(0, 600).Select(_ => Task.Run(Ports.Free)));

        Assert.Distinct(ports);
        Assert.All(ports, port => Assert.True(Ports.IsFree(port)));
    }
}
