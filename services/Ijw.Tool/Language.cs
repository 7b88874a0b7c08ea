namespace Jeugdregio.Ijw.Tool;

/// <summary>The words of <c>ijw explain</c> in one language.</summary>
internal sealed record Language
{
    /// <summary>As <c>--language</c> names it.</summary>
    internal required string Code { get; init; }

    internal required Func<TechnicalRule, string> Sentence { get; init; }

    internal required Func<BusinessRule, string> BusinessSentence { get; init; }

    internal required Func<ReturnCode, string> Meaning { get; init; }

    internal required string Restriction { get; init; }

    internal required string Condition { get; init; }

    internal required string Constraint { get; init; }

    internal required string Technical { get; init; }

    internal required string Business { get; init; }

    internal required string CarriedBy { get; init; }

    /// <summary>Of a business rule that nothing carries out.</summary>
    internal required string WayOfWorking { get; init; }

    internal required string Form { get; init; }

    internal required string ReturnCode { get; init; }

    internal required string Schema { get; init; }

    internal required string Message { get; init; }

    internal required string CrossMessage { get; init; }

    internal required string External { get; init; }

    internal required string Messages { get; init; }

    internal required string Elements { get; init; }

    internal required string Owner { get; init; }

    internal required string Rule { get; init; }

    internal required string Rules { get; init; }

    internal required string AllOfLevel2 { get; init; }

    internal required string None { get; init; }

    /// <summary>What a finding with <c>XML</c> in the place of a rule is about.</summary>
    internal required string Xml { get; init; }

    /// <summary>What a finding with <c>XSD</c> in the place of a rule is about.</summary>
    internal required string Xsd { get; init; }

    internal static Language English { get; } = new()
    {
        Code = "en",
        Sentence = rule => rule.Text,
        BusinessSentence = rule => rule.Text,
        Meaning = code => code.Meaning,
        Restriction = "restriction",
        Condition = "condition",
        Constraint = "constraint",
        Technical = "technical rule",
        Business = "business rule",
        CarriedBy = "Carried out by",
        WayOfWorking = "no other rule: it is about how people work",
        Form = "form (level 1)",
        ReturnCode = "return code",
        Schema = "level 1, the form of the message",
        Message = "level 2, within the message",
        CrossMessage = "level 3, against earlier messages",
        External = "level 4, against a source outside",
        Messages = "Messages",
        Elements = "Elements",
        Owner = "Seen to by",
        Rule = "Rule",
        Rules = "Rules",
        AllOfLevel2 = "all of level 2",
        None = "none",
        Xml = "The text is no XML as the standard allows it: UTF-8, without a DTD, at most 25 MB.",
        Xsd = "An element is missing, out of place, there too often, or does not have the form of its type.",
    };

    internal static Language Dutch { get; } = new()
    {
        Code = "nl",
        Sentence = rule => rule.Dutch,
        BusinessSentence = rule => rule.Dutch,
        Meaning = code => code.Dutch,
        Restriction = "restrictie",
        Condition = "conditie",
        Constraint = "constraint",
        Technical = "technische regel",
        Business = "bedrijfsregel",
        CarriedBy = "Uitgewerkt in",
        WayOfWorking = "geen andere regel: hij gaat over hoe mensen werken",
        Form = "vorm (niveau 1)",
        ReturnCode = "retourcode",
        Schema = "niveau 1, de vorm van het bericht",
        Message = "niveau 2, binnen het bericht",
        CrossMessage = "niveau 3, tegen eerdere berichten",
        External = "niveau 4, tegen een bron buiten de berichten",
        Messages = "Berichten",
        Elements = "Elementen",
        Owner = "Bewaakt door",
        Rule = "Regel",
        Rules = "Regels",
        AllOfLevel2 = "alle van niveau 2",
        None = "geen",
        Xml = "De tekst is geen XML zoals de standaard die toestaat: UTF-8, zonder DTD, hoogstens 25 MB.",
        Xsd = "Een element ontbreekt, staat verkeerd, staat er te vaak of heeft niet de vorm van zijn type.",
    };

    internal static IReadOnlyList<Language> All { get; } = [English, Dutch];

    /// <summary>What sort of rule a code is of: by its letters.</summary>
    internal string KindOf(string code) => code[..2] switch
    {
        "RS" => Restriction,
        "CD" => Condition,
        "CS" => Constraint,
        _ => Technical,
    };

    internal string Name(RuleLevel level) => level switch
    {
        RuleLevel.Schema => Schema,
        RuleLevel.Message => Message,
        RuleLevel.CrossMessage => CrossMessage,
        _ => External,
    };
}
