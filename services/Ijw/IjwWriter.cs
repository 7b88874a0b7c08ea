using Jeugdregio.Ijw.Engine;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw;

/// <summary>Writes messages of iJw 3.2.</summary>
public static class IjwWriter
{
    /// <summary>
    /// The message as UTF-8 text that is valid by the standard's schema; code and version follow from its kind.
    /// </summary>
    /// <param name="message">What to write.</param>
    /// <param name="isIndented">For people: an element on a line of its own.</param>
    /// <exception cref="ArgumentException">
    /// A value breaks the schema: the text names the element and the facet, not the value.
    /// </exception>
    public static byte[] Write(IjwMessage message, bool isIndented = false)
    {
        using var stream = new MemoryStream();
        Write(message, stream, isIndented);
        return stream.ToArray();
    }

    /// <inheritdoc cref="Write(IjwMessage, bool)"/>
    /// <param name="stream">Where to; it is not closed, and holds a part of the text when writing fails.</param>
    public static void Write(IjwMessage message, Stream stream, bool isIndented = false)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new SchemaWriter(stream, message.Kind, isIndented);
        writer.Write(message);
    }

    /// <summary>
    /// A declaration of any length, client by client: no more than a client of it is in memory. The total comes before
    /// the clients in the text, so it has to be known beforehand; whether it is their sum (TR358) is up to the caller.
    /// </summary>
    /// <param name="declaration">The declaration without its clients.</param>
    /// <param name="clients">The clients in their order; read once.</param>
    /// <param name="stream">Where to; it is not closed, and holds a part of the text when writing fails.</param>
    /// <param name="isIndented">For people: an element on a line of its own.</param>
    /// <exception cref="ArgumentException">
    /// The declaration has clients of its own, there are none in <paramref name="clients"/>, or a value breaks the
    /// schema.
    /// </exception>
    /// <returns>The length of the text, in bytes.</returns>
    public static long Write(
        Jw323 declaration, IEnumerable<DeclaratieClient> clients, Stream stream, bool isIndented = false)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentNullException.ThrowIfNull(stream);
        var place = declaration.Declaratie.Clienten;
        if (place.Count > 0)
            throw new ArgumentException("The declaration has clients of its own.", nameof(declaration));
        using var writer = new SchemaWriter(stream, declaration.Kind, isIndented);
        return writer.Write(declaration, place, clients);
    }
}
