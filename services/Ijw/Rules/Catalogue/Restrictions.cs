using static Jeugdregio.Ijw.Rules.Catalogue.Entry;

namespace Jeugdregio.Ijw.Rules.Catalogue;

/// <summary>
/// Restrictions (RS): what the text of one element may be. A message that breaks one is wrong in form: it counts as not
/// sent, and no return code answers it.
/// </summary>
internal static class Restrictions
{
    internal static IReadOnlyList<TechnicalRule> All { get; } =
    [
        Form("RS001", "all", "The number may not be below 0.", "Het getal is niet lager dan 0."),
        Form("RS002", "all", "The number may not be above 99.", "Het getal is niet hoger dan 99."),
        Form("RS004", "301", "The number may not be above 99 999.", "Het getal is niet hoger dan 99.999."),
        Form("RS005", "301 315 317 323 325",
            "The number may not be above 99 999 999.", "Het getal is niet hoger dan 99.999.999."),
        Form("RS006", "301 305 307 315 317 323 325",
            "The number may not be above 999 999 999.", "Het getal is niet hoger dan 999.999.999."),
        Form("RS008", "all", "The code has 1 character.", "De code heeft 1 teken."),
        Form("RS009", "301 305 307 315 317 319 323 325",
            "The code has at most 2 characters.", "De code heeft hoogstens 2 tekens."),
        Form("RS010", "all", "The code has at most 3 characters.", "De code heeft hoogstens 3 tekens."),
        Form("RS011", "301 325 retours", "The text has at most 4 characters.", "De tekst heeft hoogstens 4 tekens."),
        Form("RS012", "301 305 307 315 317 323 325",
            "The code has at most 5 characters.", "De code heeft hoogstens 5 tekens."),
        Form("RS013", "301 305 307 315", "There are at most 6 initials.", "Er zijn hoogstens 6 voorletters."),
        Form("RS014", "all", "The code has at most 8 characters.", "De code heeft hoogstens 8 tekens."),
        Form("RS015", "301 305 307 315 317 323 325",
            "The number has at most 9 digits.", "Het nummer heeft hoogstens 9 cijfers."),
        Form("RS016", "301 305 307 315", "The text has at most 10 characters.", "De tekst heeft hoogstens 10 tekens."),
        Form("RS017", "all retours", "The text has at most 12 characters.", "De tekst heeft hoogstens 12 tekens."),
        Form("RS018", "301", "The number has at most 15 digits.", "Het nummer heeft hoogstens 15 cijfers."),
        Form("RS019", "301 323 325", "The text has at most 20 characters.", "De tekst heeft hoogstens 20 tekens."),
        Form("RS020", "301", "The text has at most 24 characters.", "De tekst heeft hoogstens 24 tekens."),
        Form("RS021", "301", "The text has at most 25 characters.", "De tekst heeft hoogstens 25 tekens."),
        Form("RS023", "301", "The text has at most 35 characters.", "De tekst heeft hoogstens 35 tekens."),
        Form("RS024", "301 315 317 319",
            "The text has at most 36 characters.", "De tekst heeft hoogstens 36 tekens."),
        Form("RS025", "315", "The text has at most 64 characters.", "De tekst heeft hoogstens 64 tekens."),
        Form("RS026", "301", "The text has at most 80 characters.", "De tekst heeft hoogstens 80 tekens."),
        Form("RS028", "301 305 307 315",
            "The text has at most 200 characters.", "De tekst heeft hoogstens 200 tekens."),
        Form("RS031", "301 315",
            "A comment that is there says something.", "Een commentaar dat er staat, zegt ook iets."),
        Form("RS032", "all retours",
            "A date is written without a time zone.", "Een datum staat er zonder tijdzone."),
        Form("RS033", "all retours",
            "An element that is there is not empty.", "Een element dat er staat, is niet leeg."),
        Form("RS034", "301", "A time is written without a time zone.", "Een tijd staat er zonder tijdzone."),
        Form("RS035", "all", "The code of a municipality has 4 digits.", "Een gemeentecode heeft 4 cijfers."),
        Form("RS036", "all", "An AGB code has 8 digits.", "Een AGB-code heeft 8 cijfers."),
        Form("RS037", "301 305 307 315 317 323 325", "A BSN has 9 digits.", "Een BSN heeft 9 cijfers."),
        Form("RS040", "323 325",
            "The number may not be above 999 999 999 999.", "Het getal is niet hoger dan 999.999.999.999."),
        Form("RS045", "301 305 307 315",
            "Initials follow each other without full stops or spaces.",
            "Voorletters staan aan elkaar, zonder punten of spaties."),
        Form("RS046", "301",
            "A telephone number is digits only.", "Een telefoonnummer bestaat alleen uit cijfers."),
        Form("RS047", "all",
            "BerichtCode is the code of the message it is in.", "BerichtCode is de code van het bericht zelf."),
        Form("RS048", "all retours",
            "A version is three whole numbers with full stops between.",
            "Een versie is drie gehele getallen met punten ertussen."),
    ];
}
