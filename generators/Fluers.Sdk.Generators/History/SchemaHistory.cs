using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>All that the older versions of a schema need to be read by today's code.</summary>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Now">Its shape in the code of today.</param>
/// <param name="Older">The versions that are read besides, ascending.</param>
/// <param name="Authored">The hops that someone wrote.</param>
internal sealed record SchemaHistory(string HintName, HistoryHead Schema, SchemaShape Now, EquatableArray<VersionBlock> Older, EquatableArray<AuthoredHop> Authored)
{
    /// <summary>What the class with the versions of a schema is called behind the schema's name.</summary>
    public const string Suffix = "History";

    /// <summary>The history of a schema; <see langword="null"/> where no older version leads to today's.</summary>
    public static SchemaHistory? Of(string hintName, HistoryHead schema, SchemaShape now, SchemaLock schemaLock, IEnumerable<AuthoredHop> authored)
    {
        VersionBlock[] older = [.. schemaLock.Versions.Where(block => block.Version >= now.OldestReadable && block.Version < schema.Schema.Version)];
        bool leadsHere = older.Length > 0 && older[older.Length - 1].Version == schema.Schema.Version - 1;
        return leadsHere
            ? new SchemaHistory(hintName, schema, EndOf(schemaLock.Find(schema.Schema.Version), now), older.ToEquatableArray(), authored.Where(hop => hop.Class == schema.ClassName).ToEquatableArray())
            : null;
    }

    /// <summary>
    /// The shape that the last hop ends in: that of the code, unless it breaks with what was published. Then the code is at fault, and
    /// the hops, which were right, are not asked to follow it.
    /// </summary>
    private static SchemaShape EndOf(VersionBlock? recorded, SchemaShape now) =>
        recorded is { IsPublished: true } && Judge.Compare(recorded.Shape, now).Any(finding => !finding.Rule.IsSafe)
            ? recorded.Shape with { OldestReadable = now.OldestReadable, IsRolling = now.IsRolling }
            : recorded is null ? now : KeptNames.Of(recorded.Shape, now);

    /// <summary>
    /// What the schema's type is called in its versions: as the hops call it, of which the first one decides. So the type can be renamed
    /// and its hops stay as they are. Where there is none, the type's own name.
    /// </summary>
    public string Root { get; } = Authored.OrderBy(hop => hop.From)
        .Select(hop => hop.Called)
        .FirstOrDefault(name => name is not null && !Older.Select(block => block.Shape).Append(Now).Any(shape => shape.Types.Any(type => type.Name.Replace('.', '_') == name)))
        is { } called ? TypeNames.Identifier(called) : Schema.Name;

    /// <summary>The names of the formatters that the versions name.</summary>
    public EquatableArray<string> FormatterNames { get; } = Older.Select(block => block.Shape).Append(Now).SelectMany(SnapshotFormatters.In).Distinct().ToEquatableArray();

    /// <summary>The formatters of these names, as far as they were found.</summary>
    public EquatableArray<SnapshotFormatter> Formatters { get; init; }

    /// <summary>The history with those of the formatters that it names.</summary>
    public SchemaHistory With(EquatableArray<SnapshotFormatter> formatters) => FormatterNames.Count == 0
        ? this
        : this with { Formatters = formatters.Where(formatter => FormatterNames.Contains(formatter.Name)).ToEquatableArray() };

    /// <summary>Whether a formatter that a version names is gone, so that the version cannot be read.</summary>
    public bool LacksFormatter => Formatters.Count < FormatterNames.Count;

    /// <summary>The oldest version that is read.</summary>
    public int Oldest => Older[0].Version;

    /// <summary>The oldest version whose code may read what today's code writes.</summary>
    public int MinReader => Locks.MinReader.Of(Older, Schema.Schema.Version, Now, version => AuthorOf(version) is { IsPlain: false });

    /// <summary>The versions, today's last.</summary>
    public IReadOnlyList<Snapshot> Snapshots =>
        [.. Older.Select(block => (block.Version, block.Shape)).Append((Schema.Schema.Version, Now)).Select(version => new Snapshot(version.Item1, version.Item2, Schema.FullClassName, Root, Formatters))];

    /// <summary>Whether a hop lacks a value that only its author knows: it is not written, or leaves a gap.</summary>
    public bool LeavesGaps
    {
        get
        {
            IReadOnlyList<Snapshot> snapshots = Snapshots;
            return Enumerable.Range(0, snapshots.Count - 1).Any(i => HopPlanner.Plan(snapshots[i], snapshots[i + 1]) is var hop
                && (AuthorOf(hop.From) is { } author ? author.Calls.Any(call => call.OpenGaps(hop).Any()) : hop.Gaps.Any()));
        }
    }

    public AuthoredHop? AuthorOf(int version) => Authored.FirstOrDefault(hop => hop.From == version);
}

/// <summary>A schema, as its history needs to know it.</summary>
/// <param name="MetadataName">The metadata name of the type.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="FullName">Its full name.</param>
/// <param name="Schema">The identity.</param>
internal sealed record HistoryHead(string MetadataName, string Namespace, string Name, string FullName, SchemaModel Schema)
{
    public static HistoryHead Of(TypeModel type) => new(type.MetadataName, type.Namespace, type.Name, type.FullName, type.Schema!);

    /// <summary>The name of the class that holds the versions: it stands beside the type, or beside what the type is nested in.</summary>
    public string Class => Schema.History ?? DefaultClassOf(MetadataName, Namespace.Replace("@", ""));

    /// <summary>The property of that class which gives the older versions to the schema.</summary>
    public string Versions => Class == nameof(Versions) ? $"{nameof(Versions)}_" : nameof(Versions);

    /// <summary>Whether something that is generated into the class has a name, which the class cannot have then.</summary>
    public static bool IsNameInside(string name) =>
        name is AuthoredHop.Method or Emission.HistoryEmitter.Reading || new[] { "HopToV", "ToV", "V" }.Any(start => name.StartsWith(start, StringComparison.Ordinal) && Snapshot.VersionOf("V" + name.Substring(start.Length)) is not null);

    /// <summary>That name, where none is stated.</summary>
    /// <param name="metadataName">The metadata name of the type.</param>
    /// <param name="space">Its namespace.</param>
    public static string DefaultClassOf(string metadataName, string space) => metadataName.Substring(space.Length).TrimStart('.').Replace('+', '_') + SchemaHistory.Suffix;

    /// <summary>The full name of that class as C#.</summary>
    public string FullClassName => Namespace.Length == 0 ? $"global::{Class}" : $"global::{Namespace}.{Class}";

    /// <summary>The full name without what only code needs.</summary>
    public string ClassName => FullClassName.Replace("global::", "").Replace("@", "");
}

/// <summary>What the types of an assembly must know of the versions before.</summary>
/// <param name="Histories">Of each schema that has them.</param>
/// <param name="Retired">The tags and numbers that are out of use.</param>
/// <param name="Faults">The schemas that their locks speak against.</param>
/// <param name="Drafts">The full names of the schemas whose version is not published.</param>
internal sealed record PastOfAssembly(EquatableArray<HistoryLink> Histories, EquatableArray<RetiredNumbers> Retired, EquatableArray<SchemaFault> Faults, EquatableArray<string> Drafts);

/// <summary>What the schema itself must know of its history.</summary>
/// <param name="FullName">The full name of the schema's type.</param>
/// <param name="MinReader">The oldest version whose code may read what today's code writes.</param>
/// <param name="Versions">The object that reads the older versions, as C#.</param>
internal sealed record HistoryLink(string FullName, int MinReader, string Versions)
{
    public static HistoryLink Of(SchemaHistory history) =>
        new(history.Schema.FullName, history.MinReader, $"{history.Schema.FullClassName}.{history.Schema.Versions}");
}
