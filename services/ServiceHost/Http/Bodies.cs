using Microsoft.AspNetCore.Http;

namespace Jeugdregio.ServiceHost.Http;

/// <summary>Bodies that are looked at before an endpoint reads them.</summary>
internal static class Bodies
{
    /// <summary>
    /// The whole body, which can be read again after this. In memory, never on disk: it may hold personal data; the
    /// size limit bounds it.
    /// </summary>
    internal static async Task<ReadOnlyMemory<byte>> Whole(this HttpRequest request, CancellationToken stop)
    {
        if (request.Body is not MemoryStream body)
        {
            body = new MemoryStream();
            await request.Body.CopyToAsync(body, stop);
            request.Body = body;
        }
        body.Position = 0;
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
