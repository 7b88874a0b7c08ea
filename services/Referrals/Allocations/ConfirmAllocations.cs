using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>What a provider's system said of a JW301.</summary>
/// <param name="Status"><c>confirmed</c> or <c>refused</c>.</param>
/// <param name="Codes">Return codes, each once; none when confirmed.</param>
internal sealed record Confirmation(string Status, IReadOnlyList<string> Codes);

/// <summary>A provider's system confirms or refuses a JW301 (JW302).</summary>
internal static class ConfirmAllocations
{
    private const string NoRemark = "0200";

    /// <summary>A header alone, without codes, confirms; a code about the message or any class of it refuses (OP065).</summary>
    internal static Confirmation Decide(Jw302 answer)
    {
        string[] codes = [.. Codes(answer).Where(c => c != NoRemark).Distinct().Order(StringComparer.Ordinal)];
        return new(codes.Length == 0 && answer.Client is null ? "confirmed" : "refused", codes);
    }

    private static IEnumerable<string> Codes(Jw302 answer) =>
    [
        .. answer.Header.RetourCodes ?? [],
        .. answer.Client?.RetourCodes ?? [],
        .. Of(answer.Client?.Relaties),
        .. Of(answer.Client?.Contactgegevens),
        .. Of(answer.Client?.ToegewezenProducten),
    ];

    private static IEnumerable<string> Of(IEnumerable<AnswerableClass>? classes) =>
        classes?.SelectMany(c => c.RetourCodes ?? []) ?? [];
}
