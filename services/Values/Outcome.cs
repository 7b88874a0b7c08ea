using System.Diagnostics.CodeAnalysis;

namespace Jeugdregio.Values;

/// <summary>Why a rule said no. Not an error: the caller can read it and act on it.</summary>
/// <param name="Code">Stable, kebab-case; the last part of the problem's <c>type</c> (RFC 9457) and gRPC's ErrorInfo reason.</param>
/// <param name="Detail">One plain sentence for a person. Never holds a BSN, a name or a birth date.</param>
/// <param name="Field">The input field it is about, as the caller spelled it; null when it is about the whole.</param>
/// <param name="Rule">The requirement or standard it comes from, e.g. <c>T07</c>, <c>TR338</c>.</param>
public sealed record Refusal(string Code, string Detail, string? Field = null, string? Rule = null);

/// <summary>What a rule decided: the fact that now holds, or a <see cref="Refusal"/>. Machinery failures are exceptions instead.</summary>
public readonly struct Outcome<T>
    where T : notnull
{
    private readonly T? _fact;
    private readonly Refusal? _refusal;

    private Outcome(T? fact, Refusal? refusal) => (_fact, _refusal) = (fact, refusal);

    /// <summary>True and <paramref name="why"/> when refused; false and <paramref name="fact"/> when decided.</summary>
    public bool Refused([NotNullWhen(true)] out Refusal? why, [NotNullWhen(false)] out T? fact)
    {
        if (_refusal is null && _fact is null)
            throw new InvalidOperationException("An outcome that was never decided.");
        (why, fact) = (_refusal, _fact);
        return _refusal is not null;
    }

#pragma warning disable CA2225 // the implicit conversions are the whole point: a rule returns its fact or its refusal
    public static implicit operator Outcome<T>(T fact) => new(fact, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
#pragma warning restore CA2225
}
