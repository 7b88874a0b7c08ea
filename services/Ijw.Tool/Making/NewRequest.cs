using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tool.Making;

/// <summary>Made-up requests of one client, and the answer to one.</summary>
internal static class NewRequest
{
    internal static Jw315 Request(MadeUp made)
    {
        var draw = made.Draw;
        return new()
        {
            Header = made.Header,
            Client = new()
            {
                Bsn = made.BsnOf(0),
                Geboortedatum = People.Birth(made),
                Geslacht = People.Sex(draw),
                Naam = People.ShortName(draw),
                GezagsdragerBekend = draw.Maybe("1"),
                Commentaar = draw.OneIn(6) ? "Dit bericht is verzonnen." : null,
                AangevraagdeProducten = [.. Terms.For(draw, made.Month.Begindatum).Select(Requested)],
            },
        };

        AangevraagdProduct Requested(Terms terms, int number)
        {
            var isDecided = draw.OneIn(4);
            return new()
            {
                ReferentieAanbieder = made.Reference("VOT", number + 1),
                BeschikkingNummer = isDecided ? made.FirstAllocation + number : null,
                Product = terms.Product,
                BeschikkingIngangsdatum = isDecided ? terms.Start : null,
                ToewijzingIngangsdatum = terms.Start,
                ToewijzingEinddatum = terms.End,
                Omvang = terms.Omvang,
                Budget = terms.Budget,
                Verwijzer = Referrer(draw),
                Raamcontract = draw.Maybe("1"),
                Commentaar = draw.OneIn(6) ? "Verzonnen" : null,
            };
        }
    }

    internal static Jw317 Change(MadeUp made)
    {
        var draw = made.Draw;
        var from = made.Dated.AddDays(draw.Next(1, 60));
        var (unchanged, changed, added) = draw.Any((1, 1, 0), (0, 1, 0), (2, 0, 1), (0, 2, 1), (1, 1, 1));
        return new()
        {
            Header = made.Header,
            Client = new()
            {
                Bsn = made.BsnOf(0),
                Verzoek = new()
                {
                    ReferentieAanbieder = made.Reference("VOW", 1),
                    RedenVerzoek = draw.Any("1", "2"),
                    OngewijzigdeProducten = unchanged == 0 ? null : [.. Numbers(changed, unchanged).Select(Unchanged)],
                    TeWijzigenProducten = changed == 0 ? null : [.. Numbers(0, changed).Select(Changed)],
                    NieuweProducten = added == 0 ? null : [.. Terms.For(draw, from).Select(Added)],
                },
            },
        };

        IEnumerable<long> Numbers(int first, int count) =>
            Enumerable.Range(first, count).Select(number => made.FirstAllocation + number);

        OngewijzigdProduct Unchanged(long number) => new() { ToewijzingNummer = number };

        TeWijzigenProduct Changed(long number)
        {
            var terms = Terms.OfChange(draw, from);
            return new()
            {
                ToewijzingNummer = number,
                GewensteIngangsdatum = terms.Start,
                Einddatum = terms.End,
                Omvang = terms.Omvang,
                Budget = terms.Budget,
            };
        }

        NieuwProduct Added(Terms terms) => new()
        {
            Product = terms.Product,
            GewensteIngangsdatum = terms.Start,
            Einddatum = terms.End,
            Omvang = terms.Omvang,
            Budget = terms.Budget,
        };
    }

    internal static Jw319 Refusal(MadeUp made)
    {
        var isRefused = made.Draw.OneIn(2);
        var reason = made.Draw.Any("1", "2", "3", "4", "5", "6", "7", "8", "9");
        return new()
        {
            Header = made.Header,
            Antwoord = new()
            {
                ReferentieAanbieder = made.Reference("VOT", 1),
                VerzoekAntwoord = isRefused ? VerzoekAntwoorden.Afgewezen : VerzoekAntwoorden.InOnderzoek,
                RedenAfwijzingVerzoek = isRefused ? reason : null,
                Woonplaatsbeginsel = isRefused && reason is RedenenAfwijzing.Woonplaatsbeginsel
                    ? new() { Gemeente = "0439" }
                    : null,
            },
        };
    }

    /// <summary>A practitioner has a name or a number, and neither is anybody's; of the others none is known.</summary>
    private static Verwijzer Referrer(Draw draw)
    {
        var type = draw.Any("01", "02", "03", "04", "05", "06", "08");
        var isPractitioner = type is "02" or "03" or "04" or "05";
        var hasNumber = isPractitioner && draw.OneIn(2);
        return new()
        {
            Type = type,
            Naam = isPractitioner && !hasNumber ? "Verzonnen verwijzer" : null,
            ZorgverlenerCode = hasNumber ? "00000000" : null,
        };
    }
}
