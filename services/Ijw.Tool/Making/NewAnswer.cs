using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Tool.Making;

/// <summary>Made-up answers to made-up messages: half of them refuse something.</summary>
internal static class NewAnswer
{
    internal static Jw325 To(Jw323 declaration, MadeUp made)
    {
        var draw = Own(made);
        IReadOnlyList<ClassRefusal> refusals = draw.OneIn(2) ? [] : draw.Next(1, 6) switch
        {
            1 => [ClassRefusal.OfMessage("9056")],
            2 => [ClassRefusal.OfDeclaration(draw.Any("9333", "8214"))],
            3 => [ClassRefusal.OfClient(0, "8187")],
            _ => [ClassRefusal.OfLine(0, 0, draw.Any("9338", "9321", "0611")), ClassRefusal.OfLine(0, 0, "9346")],
        };
        var answer = Answer.Declaration(declaration, "A" + made.Identification[1..], made.Dated, refusals);
        return answer with { Header = answer.Header with { XsltVersie = draw.Maybe("1.0.2") } };
    }

    internal static RetourMessage To(IjwMessage original, MadeUp made)
    {
        var draw = Own(made);
        ClassRefusal refusal = original.Kind switch
        {
            MessageKind.Jw301 => new("Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]", "9332"),
            MessageKind.Jw305 => new("Bericht/Client/StartProducten/StartProduct[1]", "9019"),
            MessageKind.Jw307 => new("Bericht/Client/StopProducten/StopProduct[1]", "9019"),
            MessageKind.Jw315 => new("Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]", "9347"),
            MessageKind.Jw317 => new("Bericht/Client/Verzoek", "9349"),
            _ => new("Bericht/Antwoord", "9355"),
        };
        if (draw.OneIn(4)) refusal = ClassRefusal.OfMessage(draw.Any("0001", "9056", "8848"));
        var answer = Answer.Retour(
            original, "R" + made.Identification[1..], made.Dated, draw.OneIn(2) ? [refusal] : []);
        return answer with { Header = answer.Header with { XsltVersie = draw.Maybe("1.0.2") } };
    }

    /// <summary>Not what was drawn for the message itself: an answer does not hang on what it answers.</summary>
    private static Draw Own(MadeUp made) => new(Draw.Mixed(made.Seed, -1));
}
