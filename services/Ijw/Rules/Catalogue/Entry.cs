namespace Jeugdregio.Ijw.Rules.Catalogue;

/// <summary>An entry of the catalogue, said in one word for each level.</summary>
internal static class Entry
{
    private const string AllMain = "301 305 307 315 317 319 323 325";
    private const string Retours = "302 306 308 316 318 320";

    internal static TechnicalRule Form(string code, string kinds, string text, string dutch) =>
        new(code, RuleLevel.Schema, "", Kinds(kinds), text, dutch);

    internal static TechnicalRule Within(string code, string kinds, string text, string dutch) =>
        new(code, RuleLevel.Message, ReturnCodes.Technical, Kinds(kinds), text, dutch);

    internal static TechnicalRule Cross(string code, string returnCode, string kinds, string text, string dutch) =>
        new(code, RuleLevel.CrossMessage, returnCode, Kinds(kinds), text, dutch);

    internal static TechnicalRule External(string code, string returnCode, string kinds, string text, string dutch) =>
        new(code, RuleLevel.External, returnCode, Kinds(kinds), text, dutch);

    /// <param name="code">Its code.</param>
    /// <param name="carriedBy">Codes of rules with spaces between; empty for a way of working.</param>
    /// <param name="text">English.</param>
    /// <param name="dutch">Dutch.</param>
    internal static BusinessRule Business(string code, string carriedBy, string text, string dutch) =>
        new(code, carriedBy.Split(' ', StringSplitOptions.RemoveEmptyEntries), text, dutch);

    /// <param name="numbers">Of messages; <c>all</c> for the eight main ones, <c>retours</c> for the six.</param>
    private static MessageKind[] Kinds(string numbers) =>
    [
        .. numbers.Replace("all", AllMain, StringComparison.Ordinal)
            .Replace("retours", Retours, StringComparison.Ordinal)
            .Split(' ').Select(number => Enum.Parse<MessageKind>("Jw" + number)).Order(),
    ];
}
