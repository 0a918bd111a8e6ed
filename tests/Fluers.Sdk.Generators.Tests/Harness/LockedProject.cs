using System.Collections.Immutable;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>A project in memory with the locks of its schemas.</summary>
internal sealed record LockedProject(string Source, string Mode = "update")
{
    /// <summary>What stands above the source.</summary>
    public string Usings { get; init; } = Harness.Consumer.Usings;

    /// <summary>A project that it refers to, compiled.</summary>
    public byte[]? Library { get; init; }

    /// <summary>What another generator writes, if there is one.</summary>
    public string? Completed { get; init; }

    /// <summary>The lock files, by name.</summary>
    public ImmutableDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The lock files as the compiler is given them.</summary>
    public IEnumerable<AdditionalText> Texts => Files.Select(file => new TextFile($"/project/schemas/{file.Key}", file.Value));

    /// <summary>The same with a lock: its versions from 1 on as scripts, the last one published unless it begins with <c>draft;</c>.</summary>
    public LockedProject With(string id, params string[] versions) => WithFile($"{id}.schema.json", LockWriter.Write(new SchemaLock(id, versions
        .Select((script, number) => new VersionBlock(number + 1, !script.StartsWith("draft;", StringComparison.Ordinal), ShapeScript.Parse(script.Replace("draft;", "", StringComparison.Ordinal))))
        .ToEquatableArray())));

    /// <summary>The same after a build of another source was published.</summary>
    public LockedProject After(string published) => this with { Files = LockTask.Run((this with { Source = published }).Generate().Output, Files, publish: true) };

    /// <summary>The same after a build of its own, as a developer's.</summary>
    public LockedProject Built() => this with { Files = LockTask.Run(Generate().Output, Files, publish: false) };

    public LockedProject WithFile(string name, string text) => this with { Files = Files.SetItem(name, text) };

    /// <summary>Runs the generator.</summary>
    public GeneratorRun Generate()
    {
        GeneratorRun run = GeneratorRun.InMode(Mode, Consumer.Compile(Usings + Source), Texts);
        return Completed is null ? run : run.CompletedBy(Completed);
    }

    private Consumer Consumer => Library is null ? Harness.Consumer.For(Source) : Harness.Consumer.For(Source).With(MetadataReference.CreateFromImage(Library));

    /// <summary>What the analyzers say of code that compiles.</summary>
    public async Task<string[]> ReportsAsync()
    {
        GeneratorRun run = Generate();
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
        return await LockReports.OfAsync(run, Texts, Mode);
    }
}
