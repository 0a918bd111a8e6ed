using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace Fluers.Sdk.Wire;

/// <summary>
/// The names that stand behind keys and tags. Reading and writing never look at it; it turns the offset of a fault into
/// the path of a member.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WireShape
{
    private readonly Kind _kind;
    private readonly Func<int, (string Name, Func<WireShape>? Shape)?> _child;

    private WireShape(Kind kind, Func<int, (string, Func<WireShape>?)?> child)
    {
        _kind = kind;
        _child = child;
    }

    private enum Kind
    {
        Object,
        Union,
        Sequence,
        Map,
    }

    /// <summary>An object: members by key.</summary>
    public static WireShape Object(params (int Key, string Name, Func<WireShape>? Shape)[] members) =>
        new(Kind.Object, Lookup(members));

    /// <summary>A union: cases by tag.</summary>
    public static WireShape Union(params (int Tag, string Name, Func<WireShape>? Shape)[] cases) =>
        new(Kind.Union, Lookup(cases));

    /// <summary>A sequence of elements.</summary>
    public static WireShape Sequence(Func<WireShape>? element) =>
        new(Kind.Sequence, index => (string.Create(CultureInfo.InvariantCulture, $"[{index}]"), element));

    /// <summary>A map.</summary>
    public static WireShape Map(Func<WireShape>? value) =>
        new(Kind.Map, index => index % 2 == 0
            ? (string.Create(CultureInfo.InvariantCulture, $"[key {index / 2}]"), null)
            : (string.Create(CultureInfo.InvariantCulture, $"[value {index / 2}]"), value));

    /// <summary>The path of the member whose value contains an offset.</summary>
    /// <param name="data">A payload of this shape, perhaps incomplete.</param>
    /// <param name="offset">A position in it, in bytes.</param>
    /// <param name="depth">How many objects and unions to enter at most.</param>
    /// <returns>Such as <c>Content[2].Text.Value (key 0)</c>; empty when the offset is in the root itself.</returns>
    internal string Locate(ReadOnlySpan<byte> data, int offset, int depth = int.MaxValue)
    {
        var path = new StringBuilder();
        string key = "";
        int at = 0;
        try
        {
            for (WireShape? shape = this; shape is not null;)
            {
                bool isObject = shape._kind is Kind.Object or Kind.Union;
                shape = isObject && --depth == 0 ? null : shape.Descend(data, ref at, offset, path, ref key);
            }
        }
        catch (SessionCorruptException)
        {
            // The bytes cannot be walked any further: the path ends where they do.
        }

        return path.Append(key).ToString();
    }

    private WireShape? Descend(ReadOnlySpan<byte> data, ref int at, int offset, StringBuilder path, ref string key)
    {
        WireToken.Token token = WireToken.Read(data, at);
        if (token.Children == 0 || offset < at + token.Length)
        {
            return null;
        }

        at += token.Length;
        int tag = -1;
        for (int i = 0; i < token.Children; i++)
        {
            int end = EndOf(data, at);
            if (offset < end)
            {
                int child = _kind == Kind.Union ? tag : i;
                if (_child(child) is not { } found)
                {
                    return null;
                }

                path.Append(_kind is Kind.Object or Kind.Union && path.Length > 0 ? "." : "").Append(found.Name);
                key = _kind == Kind.Object ? string.Create(CultureInfo.InvariantCulture, $" (key {child})") : key;
                return found.Shape?.Invoke();
            }

            if (_kind == Kind.Union && i == 0)
            {
                tag = new SessionReader(data[at..]).ReadInt32();
            }

            at = end;
        }

        return null;
    }

    private static int EndOf(ReadOnlySpan<byte> data, int at)
    {
        try
        {
            return at + WireToken.LengthOf(data, at);
        }
        catch (SessionCorruptException)
        {
            return int.MaxValue;   // the fault is in this value
        }
    }

    private static Func<int, (string, Func<WireShape>?)?> Lookup((int Key, string Name, Func<WireShape>? Shape)[] children) => key =>
    {
        foreach ((int at, string name, Func<WireShape>? shape) in children)
        {
            if (at == key)
            {
                return (name, shape);
            }
        }

        return null;
    };
}
