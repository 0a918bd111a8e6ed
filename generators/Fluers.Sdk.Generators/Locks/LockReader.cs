using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>Reads a lock, whatever an editor or a version control system made of its line ends.</summary>
internal static class LockReader
{
    private static readonly string[] ConflictMarkers = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

    /// <summary>Reads a lock file.</summary>
    /// <exception cref="LockException">It is malformed, has the markers of a merge, or tells two histories of one version.</exception>
    public static SchemaLock Read(string text)
    {
        text = text.TrimStart('\ufeff');
        RefuseConflicts(text);
        var root = new LockObject(JsonParser.Parse(text));
        string id = root.Text("schema");
        var blocks = new List<VersionBlock>();
        foreach (LockObject block in root.Objects("versions"))
        {
            blocks.Add(Block(block, blocks));
        }

        root.End();
        return blocks.Count > 0 ? new SchemaLock(id, blocks.ToEquatableArray()) : throw root.Wrong("it has no version");
    }

    /// <summary>Reads types by themselves, as <see cref="LockWriter.WriteTypes"/> prints them.</summary>
    /// <exception cref="LockException">They are malformed.</exception>
    public static EquatableArray<NamedShape> ReadTypes(string text)
    {
        var root = new LockObject(JsonParser.Parse(text));
        EquatableArray<NamedShape> types = Types(root);
        root.End();
        return types;
    }

    private static EquatableArray<NamedShape> Types(LockObject parent) =>
        Ascending(parent.Objects("types"), Type, type => type.Name, StringComparer.Ordinal);

    private static void RefuseConflicts(string text)
    {
        string[] lines = text.Split('\n');
        int line = Array.FindIndex(lines, one => ConflictMarkers.Any(marker => one.StartsWith(marker, StringComparison.Ordinal)));
        if (line >= 0)
        {
            throw new LockException("a merge left its conflict markers", line + 1);
        }
    }

    private static VersionBlock Block(LockObject block, List<VersionBlock> before)
    {
        int version = block.Integer("version");
        if (before.Any(other => other.Version == version))
        {
            throw new LockException($"version {version} stands here a second time", block.Line) { IsDiverged = true };
        }

        if (before.Count > 0 && version != before[before.Count - 1].Version + 1)
        {
            throw block.Wrong($"version {version} follows version {before[before.Count - 1].Version}");
        }

        var shape = new SchemaShape
        {
            OldestReadable = block.Has("oldestReadable") ? block.Integer("oldestReadable") : 1,
            IsRolling = block.Has("compatibility") && IsRolling(block),
            Log = block.Has("log") ? block.Text("log") : null,
            Root = block.Has("cases") ? new UnionShape("", Cases(block)) : new PartShape("", IsValueType: false, Members(block)),
            Types = block.Has("types") ? Types(block) : default,
        };
        string status = block.Text("status");
        bool isPublished = status switch
        {
            "published" => true,
            "draft" => false,
            _ => throw block.Wrong($"status is \"draft\" or \"published\", found \"{status}\""),
        };
        block.End();
        CheckNames(shape, block);
        return new VersionBlock(version, isPublished, shape);
    }

    private static bool IsRolling(LockObject block) =>
        block.Text("compatibility") is var word && word == "rolling" ? true : throw block.Wrong($"compatibility is \"rolling\" or not there, found \"{word}\"");

    private static EquatableArray<MemberShape> Members(LockObject parent) =>
        Ascending(parent.Objects("members"), Member, member => member.Key, Comparer<int>.Default);

    private static MemberShape Member(LockObject row)
    {
        string text = row.Text("type");
        string required = row.Has("required") ? row.Text("required") : "false";
        if (required is not ("true" or "false" or "once"))
        {
            throw row.Wrong($"required is true, false or \"once\", found \"{required}\"");
        }

        return new MemberShape(row.Integer("key"), row.Text("name"), TypeText.Parse(text) ?? throw row.Wrong($"'{text}' is no type"))
        {
            IsRequired = required == "true",
            WasRequired = required == "once",
            Default = row.Has("default") ? row.Text("default") : null,
            IsRetired = row.Flag("retired"),
        };
    }

    private static NamedShape Type(LockObject row)
    {
        if (row.Has("part"))
        {
            return new PartShape(row.Text("part"), row.Flag("struct"), Members(row));
        }

        if (row.Has("union"))
        {
            return new UnionShape(row.Text("union"), Cases(row));
        }

        if (!row.Has("enum"))
        {
            throw row.Wrong("a type is a \"part\", a \"union\" or an \"enum\"");
        }

        EnumValueShape[] values = [.. row.Objects("values").Select(value => Ended(value, Value))];
        return new EnumShape(row.Text("enum"), row.Text("type"), values.OrderBy(value => value.Number).ToEquatableArray());
    }

    private static EquatableArray<CaseShape> Cases(LockObject parent) =>
        Ascending(parent.Objects("cases"), Case, @case => @case.Tag, Comparer<int>.Default);

    private static CaseShape Case(LockObject row)
    {
        bool isRetired = row.Flag("retired");
        return new CaseShape(row.Integer("tag"), row.Text("name"), isRetired ? default : Members(row)) { IsRetired = isRetired };
    }

    private static EnumValueShape Value(LockObject row) => new(row.Number("number"), row.Text("name")) { IsRetired = row.Flag("retired") };

    private static T Ended<T>(LockObject row, Func<LockObject, T> read)
    {
        T item = read(row);
        row.End();
        return item;
    }

    /// <summary>What stands in a file edited by hand may stand in any order, but not twice.</summary>
    private static EquatableArray<T> Ascending<T, TKey>(IEnumerable<LockObject> rows, Func<LockObject, T> read, Func<T, TKey> key, IComparer<TKey> order)
        where T : IEquatable<T>
        where TKey : notnull
    {
        var items = new SortedDictionary<TKey, T>(order);
        foreach (LockObject row in rows)
        {
            T item = Ended(row, read);
            if (items.ContainsKey(key(item)))
            {
                throw row.Wrong(string.Format(CultureInfo.InvariantCulture, "{0} is there already", key(item)));
            }

            items.Add(key(item), item);
        }

        return items.Values.ToEquatableArray();
    }

    private static void CheckNames(SchemaShape shape, LockObject block)
    {
        IEnumerable<MemberShape> members = shape.Root.AllMembers.Concat(shape.Types.SelectMany(type => type.AllMembers));
        foreach (string name in members.Where(member => !member.IsRetired).SelectMany(member => member.Type.NamedTypes).Select(type => type.Name))
        {
            if (shape.Find(name) is null)
            {
                throw block.Wrong($"a member is of type {name}, which is not among the types");
            }
        }
    }
}
