using System.Text.RegularExpressions;
using Jeugdregio.Ijw.Engine;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw;

/// <summary>Builds the answers to received messages.</summary>
public static partial class Answer
{
    private const string Header = "Bericht/Header";
    private const string Declaratie = "Bericht/Declaratie";

    private static readonly IReadOnlyList<string> NoRemark = [ReturnCodes.NoRemark];

    /// <summary>
    /// The technical reply to a message (302, 306, 308, 316, 318, 320). No refusals: a header without codes. Refusals
    /// of the header: a header with those codes. Refusals of classes: the whole client or answer with those codes, and
    /// 0200 on every class without remark.
    /// </summary>
    /// <param name="original">The message answered: 301, 305, 307, 315, 317 or 319.</param>
    /// <param name="identification">Identification of the reply, 1 to 12 characters.</param>
    /// <param name="dated">Date of the reply.</param>
    /// <param name="refusals">What is refused; empty when all is accepted.</param>
    /// <exception cref="ArgumentException">The message gets no retour, or a path names nothing in it.</exception>
    public static RetourMessage Retour(
        IjwMessage original, string identification, DateOnly dated, IReadOnlyList<ClassRefusal> refusals)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(refusals);
        if (original.Kind.Reply() is not { } reply || reply == MessageKind.Jw325)
            throw new ArgumentException($"A {original.Kind} gets no retour.", nameof(original));
        var ofMessage = CodesOf(refusals.Where(refusal => IsWithin(refusal.Path, Header)));
        var ofClasses = ofMessage is null ? refusals : [];
        var header = new RetourHeader
        {
            Afzender = original.CommonHeader.Afzender,
            Ontvanger = original.CommonHeader.Ontvanger,
            BerichtIdentificatie = original.CommonHeader.BerichtIdentificatie,
            XsdVersie = original.CommonHeader.XsdVersie,
            IdentificatieRetour = identification,
            DagtekeningRetour = dated,
            RetourCodes = ofMessage ?? (ofClasses.Count > 0 ? NoRemark : null),
        };
        var copy = new AnsweredCopy(reply, ofClasses);
        return original switch
        {
            Jw301 message => new Jw302 { Header = header, Client = copy.Of(message.Client) },
            Jw305 message => new Jw306 { Header = header, Client = copy.Of(message.Client) },
            Jw307 message => new Jw308 { Header = header, Client = copy.Of(message.Client) },
            Jw315 message => new Jw316 { Header = header, Client = copy.Of(message.Client) },
            Jw317 message => new Jw318 { Header = header, Client = copy.Of(message.Client) },
            Jw319 message => new Jw320 { Header = header, Antwoord = copy.Of(message.Antwoord) },
            _ => throw new ArgumentException($"A {original.Kind} gets no retour.", nameof(original)),
        };
    }

    /// <summary>
    /// The answer to a declaration (325). No refusals: 8001 and everything granted. Refusals of the header: header
    /// only. Refusals of the declaration: nothing granted, those codes. Otherwise only the refused lines, and the
    /// granted total is what was asked less what is refused (TR342). A refused client refuses all its lines: those
    /// without a code of their own get 0233, not looked at.
    /// </summary>
    /// <param name="declaration">The declaration answered.</param>
    /// <param name="identification">Identification of the answer, 1 to 12 characters.</param>
    /// <param name="dated">Date of the answer.</param>
    /// <param name="refusals">What is refused; empty when all is granted.</param>
    /// <exception cref="ArgumentException">A path names nothing in the declaration.</exception>
    public static Jw325 Declaration(
        Jw323 declaration, string identification, DateOnly dated, IReadOnlyList<ClassRefusal> refusals)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        ArgumentNullException.ThrowIfNull(refusals);
        var ofMessage = CodesOf(refusals.Where(refusal => IsWithin(refusal.Path, Header)));
        return new()
        {
            Header = new()
            {
                Afzender = declaration.Header.Ontvanger,
                Ontvanger = declaration.Header.Afzender,
                BerichtIdentificatie = new() { Identificatie = identification, Dagtekening = dated },
                DeclaratieIdentificatie = declaration.Header.BerichtIdentificatie,
                XsdVersieDeclaratie = declaration.Header.XsdVersie,
                RetourCodes = ofMessage ?? NoRemark,
            },
            DeclaratieAntwoord = ofMessage is null ? Body(declaration.Declaratie, refusals) : null,
        };
    }

    private static DeclaratieAntwoord Body(Declaratie declaration, IReadOnlyList<ClassRefusal> refusals)
    {
        var ofClients = new Dictionary<int, List<string>>();
        var ofLines = new Dictionary<(int, int), List<string>>();
        var ofDeclaration = new List<string>();
        foreach (var refusal in refusals)
        {
            if (Line().Match(refusal.Path) is not { Success: true } place)
            {
                if (!IsWithin(refusal.Path, Declaratie)) throw Nowhere(refusal.Path);
                ofDeclaration.Add(refusal.ReturnCode);
                continue;
            }
            var client = Index(place.Groups["client"], declaration.Clienten.Count, refusal.Path);
            var line = place.Groups["line"].Success
                ? Index(place.Groups["line"], declaration.Clienten[client].Prestaties.Count, refusal.Path)
                : -1;
            if (line < 0) Add(ofClients, client, refusal.ReturnCode);
            else Add(ofLines, (client, line), refusal.ReturnCode);
        }
        return ofDeclaration.Count > 0
            ? Answered(declaration, 0, [.. ofDeclaration.Distinct()], null)
            : PerLine(declaration, ofClients, ofLines);
    }

    private static DeclaratieAntwoord PerLine(
        Declaratie declaration, Dictionary<int, List<string>> ofClients, Dictionary<(int, int), List<string>> ofLines)
    {
        var granted = declaration.TotaalIngediendBedrag.SignedCents();
        if (ofClients.Count == 0 && ofLines.Count == 0)
            return Answered(declaration, granted, [ReturnCodes.Granted], null);
        var clients = new List<DeclaratieClient>();
        for (var c = 0; c < declaration.Clienten.Count; c++)
        {
            var whole = ofClients.GetValueOrDefault(c);
            var refused = new List<Prestatie>();
            for (var p = 0; p < declaration.Clienten[c].Prestaties.Count; p++)
            {
                var codes = ofLines.GetValueOrDefault((c, p));
                if (codes is null && whole is null) continue;
                var line = declaration.Clienten[c].Prestaties[p];
                refused.Add(line with { RetourCodes = codes ?? [ReturnCodes.NotLookedAt] });
                granted -= line.IngediendBedrag.SignedCents();
            }
            if (refused.Count > 0)
                clients.Add(
                    new() { Bsn = declaration.Clienten[c].Bsn, Prestaties = refused, RetourCodes = whole ?? NoRemark });
        }
        return Answered(declaration, granted, NoRemark, clients);
    }

    private static DeclaratieAntwoord Answered(
        Declaratie declaration, long granted, IReadOnlyList<string> codes, List<DeclaratieClient>? clients) => new()
        {
            DeclaratieNummer = declaration.DeclaratieNummer,
            TotaalIngediendBedrag = declaration.TotaalIngediendBedrag,
            TotaalToegekendBedrag = TotaalBedragMetDC.FromSigned(granted),
            Clienten = clients,
            RetourCodes = codes,
        };

    private static IReadOnlyList<string>? CodesOf(IEnumerable<ClassRefusal> refusals)
    {
        string[] codes = [.. refusals.Select(refusal => refusal.ReturnCode).Distinct()];
        return codes.Length > 0 ? codes : null;
    }

    private static bool IsWithin(string path, string classPath) =>
        path == classPath || path.StartsWith(classPath + "/", StringComparison.Ordinal);

    private static int Index(Group number, int count, string path) =>
        int.TryParse(number.ValueSpan, out var value) && value >= 1 && value <= count ? value - 1 : throw Nowhere(path);

    private static void Add<TKey>(Dictionary<TKey, List<string>> codes, TKey key, string code)
        where TKey : notnull
    {
        if (!codes.TryGetValue(key, out var list)) codes[key] = list = [];
        if (!list.Contains(code)) list.Add(code);
    }

    private static ArgumentException Nowhere(string path) => new($"The message has nothing at {path}.");

    [GeneratedRegex(
        @"^Bericht/Declaratie/Clienten/Client\[(?<client>\d+)\](/Prestaties/Prestatie\[(?<line>\d+)\])?(/|$)")]
    private static partial Regex Line();
}
