using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;

namespace Jeugdregio.ServiceHost.Auth;

/// <summary>This service's own token, for calls that no caller stands behind (rebuilding a copy, an event). Renewed in time.</summary>
public sealed class ServiceTokens(HttpClient http, IConfiguration configuration, string service) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private (string Token, long ExpiresAt) _current;

    /// <exception cref="HttpRequestException">The issuer does not answer or refuses.</exception>
    public async ValueTask<string> Token(CancellationToken stop)
    {
        // tokens live in real time, also where the business clock has been moved
        if (_current.Token is { } valid && Environment.TickCount64 < _current.ExpiresAt) return valid;
        await _one.WaitAsync(stop);
        try
        {
            if (_current.Token is { } other && Environment.TickCount64 < _current.ExpiresAt) return other;
            var issuer = configuration["Auth:Authority"] ?? configuration["services:identity:http:0"];
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = configuration["Auth:ClientId"] ?? $"service-{service}",
                ["client_secret"] = configuration["Auth:ClientSecret"] ?? "",
            });
            using var response = await http.PostAsync(new Uri($"{issuer?.TrimEnd('/')}/connect/token"), form, stop);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<TokenAnswer>(stop)
                ?? throw new HttpRequestException("The issuer answered without a token.");
            _current = (answer.AccessToken, Environment.TickCount64 + Math.Max(10, answer.ExpiresIn - 60) * 1000L);
            return answer.AccessToken;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _one.Dispose();
        http.Dispose();
    }

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
