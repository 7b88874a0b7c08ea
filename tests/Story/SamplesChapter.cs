using System.Text;
using Jeugdregio.Ijw;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Story;

/// <summary>The official sample messages, where they are at hand: refused as they are, and for the right reason; mended, they go through.</summary>
internal sealed class SamplesChapter(StoryTeller story)
{
    private const string RequestSender = "aanbieder-42420001";
    private const string DeclarationSender = "aanbieder-65656055";

    internal async Task Tell()
    {
        if (Folder() is not { } folder)
        {
            story.Say("the official samples are not at hand (../shared/ijw-3.2/samples): skipped");
            return;
        }
        await Request(await File.ReadAllTextAsync(Path.Combine(folder, "JW315.xml")));
        await Declaration(await File.ReadAllTextAsync(Path.Combine(folder, "JW323.xml")));
    }

    private async Task Request(string sample)
    {
        await story.Step("The official JW315.xml is refused for its date that does not exist", async () =>
        {
            var problem = Expect.Refused(400, "message-not-acceptable", await story.Platform.PostXml(RequestSender, "/ijw/v1/jw315", Bytes(sample)));
            var detail = problem["detail"]!.GetValue<string>();
            Expect.That(detail.Contains("2027-06-31", StringComparison.Ordinal), "the problem names 2027-06-31");
            Expect.That(detail.Contains("ToewijzingEinddatum", StringComparison.Ordinal), "the problem names the element");
            Expect.That(problem["findings"]![0]!["line"]!.GetValue<int>() == 44, "the problem names line 44");
        });
        await story.Step("With that date and the receiver made ours it goes through", async () =>
        {
            var mended = sample.Replace("2027-06-31", "2027-06-30", StringComparison.Ordinal).Replace(">0384<", ">0439<", StringComparison.Ordinal);
            var (verdict, duplicate, reply) = await story.Platform.Exchange(RequestSender, MessageKind.Jw315, Bytes(mended));
            var codes = ((Jw316)reply!).Header.RetourCodes ?? [];
            Expect.Equal(duplicate ? "rejected" : "accepted", verdict, "the verdict");
            Expect.Same(duplicate ? ["9056"] : [], codes, "the return codes");
        });
    }

    private async Task Declaration(string sample)
    {
        await story.Step("The official JW323.xml is refused because municipality 0384 is not served here", async () =>
        {
            var problem = Expect.Refused(422, "municipality-not-served", await story.Platform.PostXml(DeclarationSender, "/ijw/v1/jw323", Bytes(sample)));
            Expect.That(problem["detail"]!.GetValue<string>().Contains("0384", StringComparison.Ordinal), "the problem names 0384");
        });
        await story.Step("With the receiver made ours it is answered line by line", async () =>
        {
            var mended = sample.Replace(">0384<", ">0439<", StringComparison.Ordinal);
            var (_, duplicate, reply) = await story.Platform.Exchange(DeclarationSender, MessageKind.Jw323, Bytes(mended));
            var answer = (Jw325)reply!;
            if (duplicate)
            {
                Expect.Same(["9056"], answer.Header.RetourCodes, "the return codes");
                return;
            }
            var lines = DeclarationChapter.Lines(answer).ToList();
            foreach (var line in lines) story.Say($"line {line.ProductReferentie.ReferentieNummer}: {string.Join(" ", line.RetourCodes!)}");
            Expect.Equal(5, lines.Count, "the number of refused lines");
            Expect.That(lines.All(l => l.RetourCodes!.Contains("9338")), "no line has an allocation here (9338)");
            Expect.Equal(0, answer.DeclaratieAntwoord!.TotaalToegekendBedrag.SignedCents(), "granted cents");
        });
    }

    /// <summary>Beside the repository, wherever in it this runs.</summary>
    private static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Jeugdregio.slnx")))
            {
                var folder = Path.Combine(at.FullName, "..", "shared", "ijw-3.2", "samples");
                return Directory.Exists(folder) ? folder : null;
            }
        return null;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
