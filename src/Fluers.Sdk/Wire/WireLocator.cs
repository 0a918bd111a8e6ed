using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Fluers.Sdk.Wire;

/// <summary>
/// Finds the member whose value contains an offset, in one pass from the start of the payload: whoever sends deeply nested
/// bytes with a fault at their end does not make every level walk over all of them again.
/// </summary>
internal ref struct WireLocator(ReadOnlySpan<byte> data, int offset, int depth)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private readonly List<Level> _levels = [];
    private int _at;
    private int _objects;

    /// <summary>The path from a root to the offset.</summary>
    public string Locate(WireShape root)
    {
        try
        {
            for (bool goesOn = Enter(root); goesOn && _levels.Count > 0;)
            {
                goesOn = MoveOn();
            }
        }
        catch (SessionCorruptException)
        {
            // The bytes cannot be walked any further: the path ends where they do.
        }

        return Path();
    }

    /// <summary>Passes over the next child of the innermost level, or enters it.</summary>
    /// <returns><see langword="false"/> when the offset is found.</returns>
    private bool MoveOn()
    {
        ref Level level = ref CollectionsMarshal.AsSpan(_levels)[^1];
        if (level.Next == level.Children)
        {
            _objects -= level.Shape.IsObject ? 1 : 0;
            _levels.RemoveAt(_levels.Count - 1);
            return true;
        }

        int index = level.Next++;
        if (level.Shape.IsUnion && index == 0)
        {
            int start = _at;
            bool isBefore = Pass();
            level.Key = isBefore ? new SessionReader(_data[start..]).ReadInt32() : null;
            return isBefore;
        }

        level.Key = level.Shape.IsUnion ? level.Key : index;
        return level.Key is { } key && level.Shape.ChildAt(key) is { } child ? Enter(child) : Pass();
    }

    private bool Enter(WireShape shape)
    {
        WireToken.Token token = WireToken.Read(_data, _at);
        if (token.Children == 0 || (shape.IsObject && _objects + 1 == depth))
        {
            return Pass();
        }

        if (offset < _at + token.Length)
        {
            return false;
        }

        _at += token.Length;
        _objects += shape.IsObject ? 1 : 0;
        _levels.Add(new Level(shape, token.Children));
        return true;
    }

    private bool Pass()
    {
        _at += WireToken.LengthOf(_data, _at);
        return offset >= _at;
    }

    private readonly string Path()
    {
        var path = new StringBuilder();
        string member = "";
        foreach (Level level in _levels)
        {
            if (level.Key is not { } key || level.Shape.NameOf(key) is not { } name)
            {
                break;
            }

            path.Append(level.Shape.IsObject && path.Length > 0 ? "." : "").Append(name);
            member = level.Shape.IsObject && !level.Shape.IsUnion ? string.Create(CultureInfo.InvariantCulture, $" (key {key})") : member;
        }

        return path.Append(member).ToString();
    }

    /// <summary>A collection, object or union that was entered, and the child that the walk is at.</summary>
    private struct Level(WireShape shape, long children)
    {
        public readonly WireShape Shape = shape;
        public readonly long Children = children;
        public int Next;
        public int? Key;
    }
}
