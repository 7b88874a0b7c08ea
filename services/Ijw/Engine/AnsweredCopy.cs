using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Engine;

/// <summary>
/// Copies what was received with return codes on every class that the reply's definition gives them: those of its
/// refusals, or 0200. The records are the same, so the definition of the reply alone says where codes go.
/// </summary>
internal sealed class AnsweredCopy(MessageKind reply, IReadOnlyList<ClassRefusal> refusals)
{
    private const string CodesElement = "RetourCodes";

    private readonly Dictionary<string, List<string>> _codes = new(StringComparer.Ordinal);
    private readonly ElementPath _path = new();

    /// <summary>The body of the reply, or null when nothing in it is refused.</summary>
    /// <exception cref="ArgumentException">A path names nothing in the message.</exception>
    internal T? Of<T>(T body)
        where T : AnswerableClass
    {
        if (refusals.Count == 0) return null;
        var element = ClassBinding.Of(reply).Elements[1];
        _path.Enter(MessageDefinition.RootName);
        _path.Enter(element.Element.Name);
        var places = new HashSet<string>(StringComparer.Ordinal);
        Places(element.Class!, body, places);
        foreach (var refusal in refusals) Place(refusal, places);
        return (T)Copy(element.Class!, body);
    }

    private void Places(ClassBinding binding, object record, HashSet<string> places)
    {
        if (binding.Type.Has(CodesElement)) places.Add(_path.ToString());
        Each(binding, record, (child, value) => Places(child, value, places));
    }

    /// <summary>A refusal belongs to the class it names, or else to the nearest around the element it names.</summary>
    private void Place(ClassRefusal refusal, HashSet<string> places)
    {
        var path = refusal.Path;
        while (!places.Contains(path))
        {
            var slash = path.LastIndexOf('/');
            // a number that is not there is a mistake of the caller, not an element further in
            if (slash < 0 || path.EndsWith(']'))
                throw new ArgumentException($"The message has nothing at {refusal.Path}.");
            path = path[..slash];
        }
        if (!_codes.TryGetValue(path, out var codes)) _codes[path] = codes = [];
        if (!codes.Contains(refusal.ReturnCode)) codes.Add(refusal.ReturnCode);
    }

    private object Copy(ClassBinding binding, object record)
    {
        if (binding.Type.Shared) return record;
        var copy = binding.Create();
        foreach (var child in binding.Elements)
        {
            if (child.Element.Name == CodesElement)
                child.Set(copy, CodesHere());
            else if (child.Class is null && child.Get(record) is { } value)
                child.Set(copy, value);
        }
        Each(binding, record, (child, value) => Copy(child, value), (element, value) => element.Set(copy, value));
        return copy;
    }

    private IReadOnlyList<string> CodesHere() =>
        _codes.TryGetValue(_path.ToString(), out var codes) ? codes : [ReturnCodes.NoRemark];

    private void Each(ClassBinding binding, object record, Action<ClassBinding, object> visit) => Each(
        binding,
        record,
        (child, value) =>
        {
            visit(child, value);
            return value;
        },
        (_, _) => { });

    /// <summary>Visits the classes in a record, one by one for a group, and hands over what came of each.</summary>
    private void Each(
        ClassBinding binding,
        object record,
        Func<ClassBinding, object, object> visit,
        Action<ElementBinding, object> done)
    {
        foreach (var element in binding.Elements)
        {
            if (element.Class is not { } inner || element.Element.Name == CodesElement) continue;
            if (element.Get(record) is not { } value) continue;
            _path.Enter(element.Element.Name);
            if (inner.Type.IsGroup)
            {
                var item = inner.Elements[0];
                var items = new List<object>();
                foreach (var one in (System.Collections.IEnumerable)value)
                {
                    _path.Enter(item.Element.Name, items.Count + 1);
                    items.Add(visit(item.Class!, one));
                    _path.Leave();
                }
                done(element, inner.List(items));
            }
            else
            {
                done(element, visit(inner, value));
            }
            _path.Leave();
        }
    }
}
