using System.Collections.Immutable;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>What a developer's build makes of the locks of a project.</summary>
internal static class LockTask
{
    /// <param name="compiled">The project, compiled with the locks of before.</param>
    /// <param name="before">Those locks, by file name.</param>
    /// <param name="publish">Whether the newest version of each schema becomes published.</param>
    /// <returns>The locks after the build. Those of schemas that the project does not have stay as they are.</returns>
    public static ImmutableDictionary<string, string> Run(Compilation compiled, ImmutableDictionary<string, string> before, bool publish)
    {
        var symbols = ShapeSymbols.Of(compiled, TestContext.Current.CancellationToken);
        return before.SetItems(symbols.Schemas.Select(schema => KeyValuePair.Create(SchemaLock.FileNameOf(schema.Schema!.Id), LockOf(schema))));

        string LockOf(LocalShape schema)
        {
            SchemaLock? known = before.TryGetValue(SchemaLock.FileNameOf(schema.Schema!.Id), out string? text) ? LockReader.Read(text) : null;
            SchemaLock after = LockUpdate.Build(known, schema.Schema.Id, schema.Schema.Version, symbols.ShapeOf(schema));
            return LockWriter.Write(publish ? LockUpdate.Publish(after) : after);
        }
    }
}
