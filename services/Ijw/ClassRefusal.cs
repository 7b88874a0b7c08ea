namespace Jeugdregio.Ijw;

/// <summary>Why a class of a received message is refused.</summary>
/// <param name="Path">
/// The class, or an element in it, in the form of <see cref="Finding.Path"/>, e.g. <c>Bericht/Header</c> for the
/// message as a whole or <c>Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]</c>.
/// </param>
/// <param name="ReturnCode">A code of WJ001, e.g. <c>9347</c>.</param>
public sealed record ClassRefusal(string Path, string ReturnCode)
{
    /// <summary>
    /// The message as a whole, e.g. 0001 for level 2, 9056 for an identification seen before (TR056).
    /// </summary>
    public static ClassRefusal OfMessage(string returnCode) => new("Bericht/Header", returnCode);

    /// <summary>The declaration as a whole, e.g. 9333, 8214.</summary>
    public static ClassRefusal OfDeclaration(string returnCode) => new("Bericht/Declaratie", returnCode);

    /// <summary>All lines of a client of a declaration.</summary>
    /// <param name="client">Index in <c>Clienten</c>, from 0.</param>
    /// <param name="returnCode">A code of WJ001.</param>
    public static ClassRefusal OfClient(int client, string returnCode) =>
        new($"Bericht/Declaratie/Clienten/Client[{client + 1}]", returnCode);

    /// <summary>One line of a declaration.</summary>
    /// <param name="client">Index in <c>Clienten</c>, from 0.</param>
    /// <param name="line">Index in that client's <c>Prestaties</c>, from 0.</param>
    /// <param name="returnCode">A code of WJ001.</param>
    public static ClassRefusal OfLine(int client, int line, string returnCode) =>
        new($"Bericht/Declaratie/Clienten/Client[{client + 1}]/Prestaties/Prestatie[{line + 1}]", returnCode);

    /// <summary>What answers a finding: the message as a whole at level 2, the class it is in at level 4.</summary>
    /// <exception cref="ArgumentException">The finding is about form, which gets no answer.</exception>
    public static ClassRefusal Of(Finding finding) => finding.Level switch
    {
        FindingLevel.Message => OfMessage(finding.ReturnCode),
        FindingLevel.External => new(finding.Path, finding.ReturnCode),
        _ => throw new ArgumentException("A message that is wrong in form counts as not sent.", nameof(finding)),
    };
}
