using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Rules;

/// <summary>The rules within a JW301.</summary>
internal static class AllocationRules
{
    private const string Client = "Bericht/Client";
    private const string Contact = Client + "/Contactgegevens/Contact";
    private const string Relation = Client + "/Relaties/Relatie";
    private const string Allocation = Client + "/ToegewezenProducten/ToegewezenProduct";

    internal static void Check(Report report, Jw301 message)
    {
        var dated = message.Header.BerichtIdentificatie.Dagtekening;
        CheckClient(report, message.Client, dated);
        var relations = message.Client.Relaties ?? [];
        for (var i = 0; i < relations.Count; i++) CheckRelation(report, relations[i], dated, $"{Relation}[{i + 1}]");
        CheckAllocations(report, message.Client.ToegewezenProducten, dated);
    }

    private static void CheckClient(Report report, Jw301Client client, DateOnly dated)
    {
        PersonRules.CheckBsn(report, client.Bsn, Client);
        PersonRules.CheckBirth(report, client.Geboortedatum, dated, Client);
        PersonRules.CheckName(report, client.Naam, Client);
        report.AddIf(client.Naam.NaamGebruik == "6", "CS318", Client + "/Naam/NaamGebruik");
        report.AddIf(
            client.Communicatie is { } talk && talk.Vorm == "1" != talk.Taal is not null, "CD007",
            Client + "/Communicatie/Taal");
        for (var i = 0; i < client.Contactgegevens.Count; i++)
            ContactRules.Check(report, client.Contactgegevens[i], $"{Contact}[{i + 1}]");
        report.AddIf(
            !client.Contactgegevens.Any(contact => contact.Soort is "01" or "02" or "03"), "TR061",
            Client + "/Contactgegevens");
        report.AddRepeated(client.Contactgegevens, contact => contact.Soort, "TR101", number => $"{Contact}[{number}]");
        report.AddRepeated(client.Relaties, relation => relation.Nummer, "TR101", number => $"{Relation}[{number}]");
    }

    private static void CheckRelation(Report report, Relatie relation, DateOnly dated, string path)
    {
        PersonRules.CheckBirth(report, relation.Geboortedatum, dated, path);
        PersonRules.CheckName(report, relation.Naam, path);
        ContactRules.Check(report, relation.Contact, path + "/Contact");
    }

    private static void CheckAllocations(Report report, IReadOnlyList<ToegewezenProduct> allocations, DateOnly dated)
    {
        var standing = new List<Care>();
        for (var i = 0; i < allocations.Count; i++)
        {
            var allocated = allocations[i];
            var path = $"{Allocation}[{i + 1}]";
            var care = new Care(
                path, allocated.Product, allocated.Ingangsdatum, allocated.Einddatum, allocated.Omvang,
                allocated.Budget);
            CareRules.CheckWhole(report, care);
            report.AddIf(allocated.Toewijzingsdatum > dated, "TR134", path + "/Toewijzingsdatum");
            var isEmpty = allocated.Einddatum == allocated.Ingangsdatum;
            var reason = allocated.RedenWijziging;
            report.AddIf(reason == RedenenWijziging.Verwijderd && !isEmpty, "CS335", path + "/RedenWijziging");
            report.AddIf(reason == RedenenWijziging.AdministratieveCorrectieVervallen, "CS336",
                path + "/RedenWijziging");
            var isTakenBack = isEmpty
                && reason is RedenenWijziging.Verwijderd or RedenenWijziging.AdministratieveCorrectieVervallen;
            if (!isTakenBack) standing.Add(care);
        }
        CareRules.CheckOverlap(report, standing, "TR302");
        report.AddRepeated(allocations, one => one.ToewijzingNummer, "TR101", number => $"{Allocation}[{number}]");
    }
}
