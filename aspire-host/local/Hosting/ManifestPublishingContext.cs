namespace Aspire.Hosting.Publishing;

/// <summary>Named by <c>ParameterDefault</c>; this engine publishes nothing, so there is never one.</summary>
public sealed class ManifestPublishingContext
{
    private ManifestPublishingContext()
    {
    }
}
