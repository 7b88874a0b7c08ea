using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tool.Making;

/// <summary>Made-up allocations, starts and stops, of one client.</summary>
internal static class NewAllocation
{
    internal static Jw301 Allocation(MadeUp made)
    {
        var draw = made.Draw;
        var form = draw.Any("1", "2", "3");
        return new()
        {
            Header = made.Header,
            Client = new()
            {
                Bsn = made.BsnOf(0),
                Geboortedatum = People.Birth(made),
                Geslacht = People.Sex(draw),
                Naam = People.FullName(draw),
                Communicatie = draw.OneIn(5) ? new() { Vorm = form, Taal = form is "1" ? "Fries" : null } : null,
                JuridischeStatus = draw.OneIn(6) ? draw.Any("01", "04", "12") : null,
                WettelijkeVertegenwoordiging = draw.OneIn(6) ? draw.Any("06", "09") : null,
                Commentaar = draw.OneIn(6) ? "Dit bericht is verzonnen." : null,
                Relaties = People.Relations(made),
                Contactgegevens = People.Contacts(made),
                ToegewezenProducten = [.. Terms.For(draw, made.Month.Begindatum).Select(Allocated)],
            },
        };

        ToegewezenProduct Allocated(Terms terms, int number) => new()
        {
            ToewijzingNummer = made.FirstAllocation + number,
            ReferentieAanbieder = draw.OneIn(2) ? made.Reference("VOT", number + 1) : null,
            Product = terms.Product,
            Toewijzingsdatum = made.Dated.AddDays(-draw.Next(0, 3)),
            Toewijzingstijd = new(draw.Next(8, 17), draw.Next(0, 59), draw.Next(0, 59)),
            Ingangsdatum = terms.Start,
            Einddatum = terms.End,
            RedenWijziging = draw.OneIn(4) ? draw.Any("03", "04", "05", "09", "14") : null,
            Omvang = terms.Omvang,
            Budget = terms.Budget,
            Commentaar = draw.OneIn(6) ? "Verzonnen" : null,
        };
    }

    internal static Jw305 Start(MadeUp made) => new()
    {
        Header = made.Header,
        Client = new()
        {
            Bsn = made.BsnOf(0),
            Geboortedatum = People.Birth(made),
            Geslacht = People.Sex(made.Draw),
            Naam = People.ShortName(made.Draw),
            StartProducten =
            [
                .. Started(made).Select(one => new StartProduct
                {
                    ToewijzingNummer = one.Allocation,
                    Product = one.Product,
                    ToewijzingIngangsdatum = one.AllocatedFrom,
                    Begindatum = one.Start,
                    StatusAanlevering = Status(made.Draw),
                }),
            ],
        },
    };

    internal static Jw307 Stop(MadeUp made) => new()
    {
        Header = made.Header,
        Client = new()
        {
            Bsn = made.BsnOf(0),
            Geboortedatum = People.Birth(made),
            Geslacht = People.Sex(made.Draw),
            Naam = People.ShortName(made.Draw),
            StopProducten =
            [
                .. Started(made).Select(one => new StopProduct
                {
                    ToewijzingNummer = one.Allocation,
                    Product = one.Product,
                    ToewijzingIngangsdatum = one.AllocatedFrom,
                    Begindatum = one.Start,
                    RedenBeeindiging = made.Draw.Any("02", "20", "31", "32", "33", "34", "35", "36", "37", "38", "39"),
                    Einddatum = one.Start.AddDays(made.Draw.Next(0, 90)),
                    StatusAanlevering = Status(made.Draw),
                }),
            ],
        },
    };

    /// <summary>Care on an allocation, of a code or of a category, or paid as a lump sum and so on none.</summary>
    private static IEnumerable<(long? Allocation, Product? Product, DateOnly? AllocatedFrom, DateOnly Start)> Started(
        MadeUp made)
    {
        var draw = made.Draw;
        var number = made.FirstAllocation;
        foreach (var care in Delivery.Some(draw, draw.Next(1, 3)))
        {
            var start = made.Month.Begindatum.AddDays(draw.Next(0, 27));
            if (draw.OneIn(5)) yield return (null, care.Product, null, start);
            else
                yield return (
                    number++,
                    draw.OneIn(4) ? null : draw.OneIn(4) ? new() { Categorie = care.Category } : care.Product,
                    made.Month.Begindatum,
                    start);
        }
    }

    private static string Status(Draw draw) =>
        draw.OneIn(6) ? StatusAanleveringen.Verwijderen : StatusAanleveringen.Eerste;
}
