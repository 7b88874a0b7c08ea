using System.Globalization;

namespace Jeugdregio.ServiceHost.Grpc;

/// <summary>How a day stands in a gRPC message: yyyy-MM-dd.</summary>
public static class WireDay
{
    private const string Format = "yyyy-MM-dd";

    public static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <exception cref="FormatException">It is none.</exception>
    public static DateOnly Parse(string text) => DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture);
}
