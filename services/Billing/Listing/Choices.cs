using System.Text.Json;
using Jeugdregio.ServiceHost.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jeugdregio.Billing.Listing;

/// <summary>A choice in a query, written as it is in answers: <c>payable-again</c> for <c>PayableAgain</c>.</summary>
internal static class Choices
{
    internal static string Text<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The value; null when nothing was chosen.</summary>
    /// <param name="field">The query's key.</param>
    /// <param name="text">As the caller gave it.</param>
    /// <param name="value">What was chosen.</param>
    /// <param name="problem">400 with what there is to choose.</param>
    internal static bool TryParse<T>(string field, string? text, out T? value, out ProblemHttpResult? problem)
        where T : struct, Enum
    {
        (value, problem) = (null, null);
        if (text is null) return true;
        foreach (var choice in Enum.GetValues<T>())
            if (Text(choice) == text)
            {
                value = choice;
                return true;
            }
        problem = Problems.Malformed(field, $"One of {string.Join(", ", Enum.GetValues<T>().Select(Text))}.");
        return false;
    }
}
