using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Jeugdregio.Ijw.Definition;
using Jeugdregio.Ijw.Messages;

namespace Jeugdregio.Ijw.Engine;

/// <summary>
/// Ties the classes of the definition to the records of the model: an element is the property of the same name, a group
/// is a list. Nothing is written down per message; a record that does not fit its class is found the first time it is
/// used.
/// </summary>
internal sealed class ClassBinding
{
    private static readonly ConcurrentDictionary<MessageKind, ClassBinding> ByKind = new();

    private readonly Func<object>? _create;
    private readonly Func<IReadOnlyList<object>, object>? _list;
    private readonly PropertyInfo[] _homeless = [];

    private ClassBinding(ClassType type, Type model)
    {
        Type = type;
        if (type.IsGroup)
        {
            var item = model.GetGenericArguments()[0];
            _list = ListOf(item);
            Elements = [new ElementBinding(type.Elements[0], null, Bind(type.Elements[0], item))];
            return;
        }
        _create = Expression.Lambda<Func<object>>(Expression.New(model)).Compile();
        Elements = [.. type.Elements.Select(element => Bind(element, model, type.Name))];
        _homeless = [.. model.GetProperties().Where(property => property.CanWrite && !type.Has(property.Name))];
    }

    internal ClassType Type { get; }

    internal IReadOnlyList<ElementBinding> Elements { get; }

    internal static ClassBinding Of(MessageKind kind) => ByKind.GetOrAdd(
        kind, key => new ClassBinding(MessageDefinitions.All[key].Root, ModelOf(key)));

    /// <summary>An empty record; what it requires is set after.</summary>
    internal object Create() => (_create ?? throw new InvalidOperationException("A group is a list."))();

    /// <summary>The list of a group.</summary>
    internal object List(IReadOnlyList<object> items) =>
        (_list ?? throw new InvalidOperationException("Only a group is a list."))(items);

    /// <summary>The name of a property that is filled though its class has no such element, or null.</summary>
    internal string? FilledOutsideClass(object record)
    {
        foreach (var property in _homeless)
            if (property.GetValue(record) is not null) return property.Name;
        return null;
    }

    private static ElementBinding Bind(Element element, Type model, string className)
    {
        if (element.Simple?.Fixed is not null) return new(element, null, null);
        var property = model.GetProperty(element.Name)
            ?? throw new InvalidOperationException($"{model.Name} has no {element.Name}, which {className} has.");
        return new(element, property, Bind(element, property.PropertyType));
    }

    private static ClassBinding? Bind(Element element, Type model) =>
        element.Class is { } type ? new ClassBinding(type, model) : null;

    private static Type ModelOf(MessageKind kind) =>
        typeof(IjwMessage).Assembly.GetType($"{typeof(IjwMessage).Namespace}.{kind}", throwOnError: true)!;

    private static Func<IReadOnlyList<object>, object> ListOf(Type item) =>
        typeof(ClassBinding).GetMethod(nameof(FrozenOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(item)
            .CreateDelegate<Func<IReadOnlyList<object>, object>>();

    private static Frozen<T> FrozenOf<T>(IReadOnlyList<object> items)
    {
        var copy = new T[items.Count];
        for (var i = 0; i < copy.Length; i++) copy[i] = (T)items[i];
        return new(copy);
    }
}

/// <summary>
/// An element and the property it is; no property for an element that only says which message it is in.
/// </summary>
internal sealed class ElementBinding
{
    private readonly Func<object, object?>? _get;
    private readonly Action<object, object>? _set;

    internal ElementBinding(Element element, PropertyInfo? property, ClassBinding? inner)
    {
        (Element, Class) = (element, inner);
        if (property is null) return;
        var access = typeof(ElementBinding).GetMethod(nameof(Access), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(property.DeclaringType!, property.PropertyType)
            .CreateDelegate<Func<PropertyInfo, (Func<object, object?>, Action<object, object>)>>();
        (_get, _set) = access(property);
    }

    internal Element Element { get; }

    internal ClassBinding? Class { get; }

    internal bool IsInModel => _get is not null;

    internal object? Get(object record) => _get?.Invoke(record);

    internal void Set(object record, object value) => _set?.Invoke(record, value);

    private static (Func<object, object?> Get, Action<object, object> Set) Access<TOwner, TValue>(PropertyInfo property)
    {
        var get = property.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();
        var set = property.SetMethod!.CreateDelegate<Action<TOwner, TValue>>();
        return (record => get((TOwner)record), (record, value) => set((TOwner)record, (TValue)value));
    }
}
