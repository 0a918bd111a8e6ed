using System.ComponentModel;
using System.Globalization;

namespace Fluers.Sdk.Wire;

/// <summary>
/// The names that stand behind keys and tags. Reading and writing never look at it; it turns the offset of a fault into
/// the path of a member.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WireShape
{
    private readonly Kind _kind;
    private readonly (int Key, string Name, Func<WireShape>? Shape)[] _named;
    private readonly Func<WireShape>? _element;

    private WireShape(Kind kind, (int, string, Func<WireShape>?)[] named, Func<WireShape>? element = null)
    {
        _kind = kind;
        _named = named;
        _element = element;
    }

    private enum Kind
    {
        Object,
        Union,
        Sequence,
        Map,
    }

    /// <summary>Whether its values are an array of a tag and a payload.</summary>
    internal bool IsUnion => _kind == Kind.Union;

    /// <summary>Whether its values count as a level of nested objects.</summary>
    internal bool IsObject => _kind is Kind.Object or Kind.Union;

    /// <summary>An object: members by key.</summary>
    public static WireShape Object(params (int Key, string Name, Func<WireShape>? Shape)[] members) => new(Kind.Object, members);

    /// <summary>A union: cases by tag.</summary>
    public static WireShape Union(params (int Tag, string Name, Func<WireShape>? Shape)[] cases) => new(Kind.Union, cases);

    /// <summary>A sequence of elements.</summary>
    public static WireShape Sequence(Func<WireShape>? element) => new(Kind.Sequence, [], element);

    /// <summary>A map.</summary>
    public static WireShape Map(Func<WireShape>? value) => new(Kind.Map, [], value);

    /// <summary>The path of the member whose value contains an offset.</summary>
    /// <param name="data">A payload of this shape, perhaps incomplete.</param>
    /// <param name="offset">A position in it, in bytes.</param>
    /// <param name="depth">How many objects and unions to enter at most.</param>
    /// <returns>Such as <c>Content[2].Text.Value (key 0)</c>; empty when the offset is in the root itself.</returns>
    internal string Locate(ReadOnlySpan<byte> data, int offset, int depth = int.MaxValue) =>
        new WireLocator(data, offset, depth).Locate(this);

    /// <summary>The shape of a child by its key, tag or index; <see langword="null"/> if nothing is known about what is in it.</summary>
    internal WireShape? ChildAt(int key) => _kind switch
    {
        Kind.Sequence => _element?.Invoke(),
        Kind.Map => key % 2 == 0 ? null : _element?.Invoke(),
        _ => IndexOf(key) is >= 0 and var index ? _named[index].Shape?.Invoke() : null,
    };

    /// <summary>What a child is called in a path; <see langword="null"/> for one that is not known.</summary>
    internal string? NameOf(int key) => _kind switch
    {
        Kind.Sequence => string.Create(CultureInfo.InvariantCulture, $"[{key}]"),
        Kind.Map => string.Create(CultureInfo.InvariantCulture, $"[{(key % 2 == 0 ? "key" : "value")} {key / 2}]"),
        _ => IndexOf(key) is >= 0 and var index ? _named[index].Name : null,
    };

    private int IndexOf(int key) =>
        (uint)key < (uint)_named.Length && _named[key].Key == key ? key : Array.FindIndex(_named, child => child.Key == key);
}
