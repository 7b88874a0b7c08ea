namespace Jeugdregio.Ijw;

/// <summary>
/// Says which rules of the standard a type sees to, when its code names them by their return code only or keeps them by
/// the way it is made. It does nothing itself: <c>ijw rules</c> reads it, and wants a test for each.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class EnforcesAttribute : Attribute
{
    /// <param name="rules">Codes of rules, e.g. <c>TR332</c>, in every message that they are about.</param>
    public EnforcesAttribute(params string[] rules) => Rules = rules;

    /// <param name="kind">The one message in which it sees to them.</param>
    /// <param name="rules">Codes of rules that are about more messages, e.g. <c>TR019</c>.</param>
    public EnforcesAttribute(MessageKind kind, params string[] rules) => (Kind, Rules) = (kind, rules);

    /// <summary>The one message; null for all that the rules are about.</summary>
    public MessageKind? Kind { get; }

    public IReadOnlyList<string> Rules { get; }
}
