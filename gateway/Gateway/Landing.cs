using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Jeugdregio.Gateway;

/// <summary>The front of the door: which services there are, where each is described, and whether it is up.</summary>
internal static class Landing
{
    private const string Style = """
        body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;
        color:#1b1b1b;background:#fff}
        h1{font-size:1.75rem;line-height:1.2}h2{font-size:1.25rem;margin-top:2rem}
        table{border-collapse:collapse;width:100%}caption{text-align:left;padding-bottom:.5rem}
        th,td{text-align:left;padding:.6rem .75rem .6rem 0;border-bottom:1px solid #767676}
        a{color:#00479a}a:focus{outline:3px solid #00479a;outline-offset:2px}
        code{font:1em ui-monospace,monospace;overflow-wrap:anywhere}
        .up::before{content:"\25CF\00A0";color:#0a6b2d}.down::before{content:"\25B2\00A0";color:#b00020}
        @media(prefers-color-scheme:dark){body{color:#f2f2f2;background:#161616}a{color:#9cc4ff}
        a:focus{outline-color:#9cc4ff}
        .up::before{color:#6fd08c}.down::before{color:#ff9aa2}}
        """;

    /// <summary>No script and nothing from elsewhere; the one style element is allowed by its hash.</summary>
    private static readonly string PagePolicy =
        $"default-src 'none'; style-src 'sha256-{HashOf(Style)}'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    internal static void Map(WebApplication app)
    {
        app.MapGet("/", Show).AllowAnonymous();
        app.MapGet("/openapi", async (ServiceStates states, CancellationToken stop) => TypedResults.Ok(new
        {
            documents = (await states.Now(stop)).Select(state => new
            {
                name = state.Name,
                href = Routes.OpenApiPath(state.Name),
                status = state.Described ? "reachable" : "unreachable",
            }),
        })).AllowAnonymous();
    }

    private static string HashOf(string style) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

    private static async Task<IResult> Show(HttpContext context, ServiceStates states, GatewaySettings settings)
    {
        context.Response.Headers.Vary = "Accept";
        if (!WantsPage(context.Request))
        {
            return Results.Ok(new
            {
                name = "Jeugdregio",
                version = GatewayApp.ApiVersion,
                links = new { openapi = "/openapi", health = "/health/ready", issuer = settings.Authority },
                services = Routes.Services.Select(name =>
                    new { name, href = $"/{name}/v1", openapi = Routes.OpenApiPath(name) }),
            });
        }

        ResponseHeaders.UseContentPolicy(context, PagePolicy);
        var page = Page(await states.Now(context.RequestAborted));
        return Results.Content(page, MediaTypeNames.Text.Html, Encoding.UTF8);
    }

    /// <summary>A browser puts <c>text/html</c> first; whoever asks for anything, or for JSON, gets JSON.</summary>
    private static bool WantsPage(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return false;
        var best = accepted.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault();
        return best is not null && best.MediaType.Equals(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase);
    }

    private static string Page(IReadOnlyList<ServiceState> states)
    {
        var rows = new StringBuilder();
        foreach (var state in states)
        {
            var health = state.Ready
                ? """<span class="up">werkt</span>"""
                : """<span class="down">werkt nu niet</span>""";
            var link = $"""<a href="{Routes.OpenApiPath(state.Name)}">API-beschrijving van {state.Name}</a>""";
            var document = state.Described ? link : "nu niet te bereiken";
            rows.Append("<tr><th scope=\"row\">").Append(state.Name).Append("</th><td>").Append(health)
                .Append("</td><td>").Append(document).Append("</td></tr>\n");
        }

        var down = states.Count(state => !state.Ready);
        var summary = down == 0
            ? "Alle diensten werken."
            : $"Let op: {(down == 1 ? "1 dienst werkt" : $"{down} diensten werken")} nu niet.";
        return $"""
            <!doctype html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Jeugdregio: toegang tot de diensten</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>Jeugdregio: toegang tot de diensten</h1>
            <p>Dit adres is bedoeld voor systemen van gemeenten en aanbieders. Een systeem meldt zich
            met een toegangstoken. Wat een dienst kan, staat in de API-beschrijving. Die mag iedereen lezen.</p>
            <p><strong>{summary}</strong></p>
            <table>
            <caption>De diensten en hoe het er nu mee staat</caption>
            <thead><tr><th scope="col">Dienst</th><th scope="col">Toestand</th>
            <th scope="col">Beschrijving</th></tr></thead>
            <tbody>
            {rows}</tbody>
            </table>
            <h2>Meer</h2>
            <ul>
            <li><a href="/openapi">Lijst van API-beschrijvingen</a> (JSON)</li>
            <li><a href="/health/ready">Toestand van deze toegang zelf</a></li>
            <li>Berichten van de iJw-standaard stuurt u naar <code>/ijw/v1/</code>
            met de naam van het bericht erachter.</li>
            </ul>
            </main>
            </body>
            </html>
            """;
    }
}
