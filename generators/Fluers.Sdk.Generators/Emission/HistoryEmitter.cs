using Fluers.Sdk.Generators.History;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints the older versions of a schema, the hops between them, and what reads them all.</summary>
internal static class HistoryEmitter
{
    /// <summary>The class that reads the older versions.</summary>
    public const string Reading = "VersionReader";

    public static string Emit(SchemaHistory history)
    {
        IReadOnlyList<Snapshot> snapshots = history.Snapshots;
        var versions = GeneratedVersions.Of(history);
        var source = new SourceWriter();
        source.Line(TypeEmitter.Header);
        if (history.Schema.Namespace.Length > 0)
        {
            source.Open($"namespace {history.Schema.Namespace}");
        }

        source.Line($"/// <summary>The versions of <see cref=\"{history.Schema.FullName}\"/> that this build reads, and the hops between them.</summary>");
        source.Open($"static partial class {history.Schema.Class}");
        EmitReader(source, history, snapshots);
        for (int i = 0; i < snapshots.Count; i++)
        {
            source.Line();
            EmitVersion(source, history, snapshots[i]);
            if (i + 1 < snapshots.Count)
            {
                source.Line();
                AuthoredHop? author = history.AuthorOf(snapshots[i].Version);
                HopEmitter.Emit(source, HopPlanner.Plan(snapshots[i], snapshots[i + 1]), author, isDeclared: author is not null && versions.Fits(author));
            }
        }

        return source.Finish();
    }

    private static void EmitVersion(SourceWriter source, SchemaHistory history, Snapshot snapshot)
    {
        source.Line($"/// <summary>Version {snapshot.Version} of <see cref=\"{history.Schema.FullName}\"/>, as its lock recorded it.</summary>");
        source.Line(TypeEmitter.GeneratedCode);
        source.Open($"public static partial class {Snapshot.ClassOf(snapshot.Version)}");
        SnapshotEmitter.Emit(source, snapshot.Types);
        source.Close();
    }

    private static void EmitReader(SourceWriter source, SchemaHistory history, IReadOnlyList<Snapshot> snapshots)
    {
        string today = snapshots[snapshots.Count - 1].Root;
        source.Line($"internal static global::Fluers.Sdk.SessionHistory {history.Schema.Versions} {{ get; }} = new {Reading}();");
        source.Line();
        source.Line(TypeEmitter.GeneratedCode);
        source.Open($"private sealed class {Reading} : global::Fluers.Sdk.SessionHistory");
        source.Open($"public {Reading}() : base({history.Oldest}, \"{history.Schema.ClassName}.{AuthoredHop.Method}\")");
        source.Close();
        source.Line();
        source.Open($"public override {Names.Shape} ShapeOf(int version) => version switch");
        foreach (Snapshot snapshot in snapshots.Take(snapshots.Count - 1))
        {
            source.Line($"{snapshot.Version} => {snapshot.Root}.SessionFormatter.Instance.Shape,");
        }

        source.Line("_ => throw NotHere(version),");
        source.Close(";");
        source.Line();
        source.Open($"public override void Upgrade(int version, ref {Names.Reader} reader, ref {Names.Writer} writer, ref int reached)");
        source.Open($"{today} value = version switch");
        for (int i = 0; i < snapshots.Count - 1; i++)
        {
            string value = $"{snapshots[i].Root}.SessionFormatter.Read(ref reader)";
            foreach (Snapshot step in snapshots.Skip(i).Take(snapshots.Count - 1 - i))
            {
                value = $"Up(At({step.Version}, ref reached, {value}))";
            }

            source.Line($"{snapshots[i].Version} => {value},");
        }

        source.Line("_ => throw NotHere(version),");
        source.Close(";");
        source.Line($"{today}.SessionFormatter.Write(ref writer, value);");
        source.Close();
        source.Close();
    }
}
