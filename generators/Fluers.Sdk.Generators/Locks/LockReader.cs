using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>
/// Reads a lock, whatever an editor or a version control system made of its line ends. What is read becomes code, names of files and
/// messages, and whoever writes the file is not always its author: every text is checked here to be what it must be, a name, a type, a
/// literal, and no longer than one.
/// </summary>
internal sealed class LockReader
{
    /// <summary>The greatest version that a frame can state.</summary>
    public const int MaxVersion = ushort.MaxValue;

    private const int MaxLength = 16 * 1024 * 1024;
    private const int MaxKey = 9999;
    private static readonly string[] ConflictMarkers = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

    private readonly bool _isOfAssembly;

    /// <param name="isOfAssembly">Whether types have the full names that an assembly gives them, and parameters, and not the short names of a lock.</param>
    private LockReader(bool isOfAssembly) => _isOfAssembly = isOfAssembly;

    /// <summary>Reads a lock file.</summary>
    /// <exception cref="LockException">It is malformed, has the markers of a merge, or tells two histories of one version.</exception>
    public static SchemaLock Read(string text)
    {
        CheckLength(text);
        text = text.TrimStart('\ufeff');
        RefuseConflicts(text);
        var root = new LockObject(JsonParser.Parse(text));
        string id = root.Text("schema", SchemaId.Is, $"id of a schema; {SchemaId.Rule}");
        var reader = new LockReader(isOfAssembly: false);
        var blocks = new List<VersionBlock>();
        foreach (LockObject block in root.Objects("versions"))
        {
            blocks.Add(reader.Block(block, blocks));
        }

        root.End();
        RefuseContradictions(blocks, [.. root.Objects("versions").Select(block => block.Line)]);
        return blocks.Count > 0 ? new SchemaLock(id, blocks.ToEquatableArray()) : throw root.Wrong("it has no version");
    }

    /// <summary>A draft is what its author is at, and is held against the code.</summary>
    private static void RefuseContradictions(List<VersionBlock> blocks, int[] lines)
    {
        SchemaShape? before = null;
        for (int i = 0; i < blocks.Count && blocks[i].IsPublished; i++)
        {
            if (before is not null && BlockFaults.Contradiction(before, blocks[i].Shape) is { } found)
            {
                throw new LockException($"version {blocks[i].Version} contradicts the versions before it: {ChangeText.Describe($"version {blocks[i].Version}", found)}", lines[i]) { IsDiverged = true };
            }

            before = before is null ? blocks[i].Shape : Remembrance.Of(before, blocks[i].Shape, keepRequired: false);
        }
    }

    /// <summary>Reads types by themselves, as <see cref="LockWriter.WriteTypes"/> prints them.</summary>
    /// <exception cref="LockException">They are malformed.</exception>
    public static EquatableArray<NamedShape> ReadTypes(string text)
    {
        CheckLength(text);
        var root = new LockObject(JsonParser.Parse(text));
        EquatableArray<NamedShape> types = new LockReader(isOfAssembly: true).Types(root);
        root.End();
        return types;
    }

    private static void CheckLength(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new LockException($"it has {text.Length.ToString(CultureInfo.InvariantCulture)} characters, more than any schema needs", 1);
        }
    }

    private static void RefuseConflicts(string text)
    {
        string[] lines = text.Split('\n');
        int line = Array.FindIndex(lines, one => ConflictMarkers.Any(marker => one.StartsWith(marker, StringComparison.Ordinal)));
        if (line >= 0)
        {
            throw new LockException("a merge left its conflict markers", line + 1) { Answer = $"{LockException.MergeAgain}, or restore it from version control" };
        }
    }

    private VersionBlock Block(LockObject block, List<VersionBlock> before)
    {
        int version = block.Integer("version", 1, MaxVersion);
        if (before.Any(other => other.Version == version))
        {
            throw new LockException($"version {version} stands here a second time", block.Line)
            {
                IsDiverged = true,
                Answer = $"{LockException.MergeAgain}, or give one of the two histories the next version",
            };
        }

        if (before.Count > 0 && version != before[before.Count - 1].Version + 1)
        {
            throw block.Wrong($"version {version} follows version {before[before.Count - 1].Version}");
        }

        var shape = new SchemaShape
        {
            OldestReadable = block.Has("oldestReadable") ? block.Integer("oldestReadable", 1, version) : 1,
            IsRolling = block.Has("compatibility") && IsRolling(block),
            Log = block.Has("log") ? block.Text("log", SchemaId.Is, $"id of a schema; {SchemaId.Rule}") : null,
            Root = block.Has("cases") ? new UnionShape("", Cases(block)) : new PartShape("", IsValueType: false, Members(block)),
            Types = block.Has("types") ? Types(block) : default,
        };
        string status = block.Text("status");
        bool isPublished = status switch
        {
            "published" => true,
            "draft" => false,
            _ => throw block.Wrong($"status is \"draft\" or \"published\", found \"{Excerpt.Of(status)}\""),
        };
        string? seal = block.Has("seal") ? block.Text("seal", Seal.Is, "seal") : null;
        block.End();
        if (BlockFaults.In(shape) is { } fault)
        {
            throw block.Wrong(fault);
        }

        var read = new VersionBlock(version, isPublished, shape);
        return SealFaultOf(read, seal, block.Line) is { } broken ? throw broken : read;
    }

    /// <summary>What a seal says of its version; a lock of before there were seals has none.</summary>
    private static LockException? SealFaultOf(VersionBlock block, string? seal, int line) => seal switch
    {
        null => null,
        _ when !block.IsPublished => new LockException($"version {block.Version} is a draft and has the seal of a published version", line)
        {
            IsDiverged = true,
            Answer = "set its status back to \"published\"; only where nobody has stored a session of it, delete the seal",
        },
        _ when seal != Seal.Of(block) => new LockException($"version {block.Version} is published, and it is not what was published: its seal belongs to another content", line)
        {
            IsDiverged = true,
            Answer = "a merge or an edit has changed it; restore this version as the commit that published it has it, build, and make the other change in the next version",
        },
        _ => null,
    };

    private static bool IsRolling(LockObject block) =>
        block.Text("compatibility") is var word && word == "rolling" ? true : throw block.Wrong($"compatibility is \"rolling\" or not there, found \"{Excerpt.Of(word)}\"");

    private EquatableArray<NamedShape> Types(LockObject parent) =>
        Ascending(parent.Objects("types"), Type, type => type.Name, StringComparer.Ordinal);

    private NamedShape Type(LockObject row)
    {
        if (row.Has("part"))
        {
            string name = TypeName(row, "part");
            return new PartShape(name, row.Flag("struct"), Members(row, FullNames.ArityOf(name)));
        }

        if (row.Has("union"))
        {
            string name = TypeName(row, "union");
            return new UnionShape(name, Cases(row, FullNames.ArityOf(name)));
        }

        return row.Has("enum") ? Enum(row) : throw row.Wrong("a type is a \"part\", a \"union\" or an \"enum\"");
    }

    private string TypeName(LockObject row, string property) => row.Text(property, _isOfAssembly ? FullNames.Is : Identifiers.IsDotted, "name of a type");

    private static string Name(LockObject row) => row.Text("name", Identifiers.Is, "name");

    private EnumShape Enum(LockObject row)
    {
        string name = TypeName(row, "enum");
        string underlying = row.Text("type", Scalars.IsUnderlying, "type of an enum");
        (decimal least, decimal greatest) = Scalars.RangeOf(underlying)!.Value;
        var values = new List<EnumValueShape>();
        foreach (LockObject line in row.Objects("values"))
        {
            EnumValueShape value = Ended(line, Value);
            if (value.Number < least || value.Number > greatest || value.Number != decimal.Truncate(value.Number))
            {
                throw line.Wrong(string.Format(CultureInfo.InvariantCulture, "'{0}' is {1}, which is no {2}", value.Name, value.Number, underlying));
            }

            if (values.Exists(other => other.Name == value.Name && (other.Number == value.Number || (!other.IsRetired && !value.IsRetired))))
            {
                throw line.Wrong($"{value.Name} is there already");
            }

            values.Add(value);
        }

        return new EnumShape(name, underlying, values.OrderBy(value => value.Number).ToEquatableArray()) { IsFlags = row.Flag("flags") };
    }

    private static EnumValueShape Value(LockObject row) => new(row.Number("number"), Name(row)) { IsRetired = row.Flag("retired") };

    private EquatableArray<CaseShape> Cases(LockObject parent, int? arity = 0) =>
        Ascending(parent.Objects("cases"), row => Case(row, arity), @case => @case.Tag, Comparer<int>.Default);

    private CaseShape Case(LockObject row, int? arity)
    {
        bool isRetired = row.Flag("retired");
        return new CaseShape(row.Integer("tag", 0, int.MaxValue), Name(row), isRetired ? default : Members(row, arity)) { IsRetired = isRetired };
    }

    /// <param name="parent">What has the members.</param>
    /// <param name="arity">The number of type parameters that they can name.</param>
    private EquatableArray<MemberShape> Members(LockObject parent, int? arity = 0)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return Ascending(parent.Objects("members"), Read, member => member.Key, Comparer<int>.Default);

        MemberShape Read(LockObject row) => Member(row, arity ?? 0) is var member && (member.IsRetired || names.Add(member.Name))
            ? member
            : throw row.Wrong($"{member.Name} is there already");
    }

    private MemberShape Member(LockObject row, int arity)
    {
        TypeShape type = MemberType(row, arity);
        string required = row.Has("required") ? row.Word("required") : "false";
        if (required is not ("true" or "false" or "once"))
        {
            throw row.Wrong($"required is true, false or \"once\", found \"{Excerpt.Of(required)}\"");
        }

        return new MemberShape(row.Integer("key", 0, MaxKey), Name(row), type)
        {
            IsRequired = required == "true",
            WasRequired = required == "once",
            Default = row.Has("default")
                ? CanonicalDefault.Of(row.Text("default", text => Defaults.Suits(text, type, underlying: null), $"default of {Excerpt.Of(type.ToString())}"), type)
                : null,
            IsRetired = row.Flag("retired"),
        };
    }

    private TypeShape MemberType(LockObject row, int arity)
    {
        string text = row.Text("type");
        if (TypeText.DepthOf(text) > TypeText.MaxDepth)
        {
            throw row.Wrong($"its type is nested deeper than {TypeText.MaxDepth}");
        }

        return TypeText.Parse(text) is { } type && IsSound(type, arity) ? type : throw row.Wrong($"'{Excerpt.Of(text)}' is no type");
    }

    private bool IsSound(TypeShape type, int arity) => type.Arguments.All(argument => IsSound(argument, arity)) && type.Form switch
    {
        TypeForm.Named => _isOfAssembly ? FullNames.Is(type.Name) && HasArity(type) : Identifiers.IsDotted(type.Name) && type.Arguments.Count == 0,
        TypeForm.Formatter => FormatterNames.Is(type.Name),
        TypeForm.Parameter => _isOfAssembly && type.ParameterNumber < arity,
        TypeForm.Tuple => type.Arguments.Count is > 0 and < 8 || (type.Arguments.Count == 8 && type.Arguments[7] is { Form: TypeForm.Tuple, IsNullable: false }),
        _ => true,
    };

    /// <summary>An enum inside a generic type is given none of that type's arguments, for it is the same whatever they are.</summary>
    private static bool HasArity(TypeShape type) => type.Arguments.Count == 0 || type.Arguments.Count == FullNames.ArityOf(type.Name);

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
}
