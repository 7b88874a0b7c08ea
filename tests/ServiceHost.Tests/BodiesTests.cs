using System.IO.Pipelines;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http;

namespace Jeugdregio.ServiceHost.Tests;

public sealed class BodiesTests
{
    [Fact]
    public async Task A_body_that_is_looked_at_stays_in_memory_and_can_be_read_again()
    {
        var stop = TestContext.Current.CancellationToken;
        var sent = Enumerable.Range(0, 1_000_000).Select(at => (byte)(at % 251)).ToArray();
        var request = new DefaultHttpContext().Request;
        request.Body = PipeReader.Create(new(sent)).AsStream();

        Assert.Equal(sent, (await request.Whole(stop)).ToArray());
        Assert.Equal(sent, (await request.Whole(stop)).ToArray());

        Assert.IsType<MemoryStream>(request.Body);
        using var read = new MemoryStream();
        await request.Body.CopyToAsync(read, stop);
        Assert.Equal(sent, read.ToArray());
    }
}
