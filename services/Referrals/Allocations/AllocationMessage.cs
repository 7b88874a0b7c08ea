using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;
using Jeugdregio.Referrals.Clients;
using Jeugdregio.Values;

namespace Jeugdregio.Referrals.Allocations;

/// <summary>The request that a JW301 answers: only its own allocation carries the provider's reference (TR379).</summary>
internal sealed record HonouredReference(long Number, string Reference);

/// <summary>Writes allocations as a JW301.</summary>
[Enforces("TR379")]
internal static class AllocationMessage
{
    private const string RegisteredAddress = "01";
    private const string OwnName = "1";

    /// <param name="identification">Ours, unique.</param>
    /// <param name="dated">Today.</param>
    /// <param name="client">Who it is.</param>
    /// <param name="address">Where the client lives.</param>
    /// <param name="allocations">Of one client at one provider; at least one.</param>
    /// <param name="honoured">The request it answers; null when it tells of a change.</param>
    internal static Jw301 Write(
        string identification, DateOnly dated, Client client, Address address, IReadOnlyList<Allocation> allocations,
        HonouredReference? honoured) => new()
        {
            Header = new()
            {
                Afzender = allocations[0].Municipality,
                Ontvanger = allocations[0].Provider,
                BerichtIdentificatie = new() { Identificatie = identification, Dagtekening = dated },
            },
            Client = new()
            {
                Bsn = client.Bsn,
                Geboortedatum = new() { Datum = client.BirthDate, DatumGebruik = client.BirthDateUse },
                Geslacht = client.Gender,
                Naam = new()
                {
                    Geslachtsnaam = new() { Achternaam = client.FamilyName, Voorvoegsel = client.FamilyNamePrefix },
                    Voornamen = client.GivenNames,
                    Voorletters = client.Initials,
                    NaamGebruik = OwnName,
                },
                Contactgegevens = [Contact(address)],
                ToegewezenProducten = [.. allocations.Select(a => Product(a, honoured))],
            },
        };

    private static Contact Contact(Address address) => new()
    {
        Soort = RegisteredAddress,
        Adres = new()
        {
            Huis = new() { Huisnummer = address.HouseNumber, HuisnummerToevoeging = address.Addition },
            Postcode = address.Postcode,
            Straatnaam = address.Street,
            Plaatsnaam = address.City,
            LandCode = "NL",
        },
    };

    private static ToegewezenProduct Product(Allocation allocation, HonouredReference? honoured)
    {
        var time = DutchCalendar.TimeIn(allocation.DecidedAt);
        return new()
        {
            ToewijzingNummer = allocation.Number,
            ReferentieAanbieder = honoured?.Number == allocation.Number ? honoured.Reference : null,
            Product = allocation.Category is { } category ? new() { Categorie = category, Code = allocation.Product } : null,
            Toewijzingsdatum = DutchCalendar.DateIn(allocation.DecidedAt),
            Toewijzingstijd = new(time.Hour, time.Minute, time.Second),
            Ingangsdatum = allocation.StartDate,
            Einddatum = allocation.EndDate,
            RedenWijziging = allocation.ReasonForChange,
            Omvang = allocation is { Volume: { } volume, Unit: { } unit, Frequency: { } frequency }
                ? new() { Volume = volume, Eenheid = unit, Frequentie = frequency }
                : null,
            Budget = allocation.BudgetCents,
        };
    }
}
