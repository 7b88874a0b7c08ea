namespace Jeugdregio.Values;

/// <summary>A client's pseudonym: 32 hexadecimal digits that mean nothing outside the region. Never derived here; see ServiceHost.</summary>
public readonly record struct ClientKey(string Text)
{
    public override string ToString() => Text ?? "";
}
