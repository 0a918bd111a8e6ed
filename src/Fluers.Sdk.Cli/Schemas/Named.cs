using System.CommandLine;
using System.Globalization;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary>The schema and the versions that a command line names.</summary>
internal static class Named
{
    public static readonly Argument<string> Id = new("schema") { Description = "The id of the schema, such as support-session." };

    /// <exception cref="Failure">There is no lock of the schema, or there are several that differ.</exception>
    public static SchemaLock Schema(ParseResult line)
    {
        string id = line.GetRequiredValue(Id);
        LockFile[] found = [.. LockFiles.At(line.GetValue(CommonOptions.Schemas)!).Where(file => file.Schema.Id == id)];
        if (found.Length == 0)
        {
            found = [.. LockFiles.Own.Where(file => file.Schema.Id == id)];
        }

        return found switch
        {
            [] => throw Failure.NotFound($"There is no lock of schema '{id}' here. 'fluers schema list' has those that are."),
            [var only] => only.Schema,
            _ when found.All(file => file.Schema == found[0].Schema) => found[0].Schema,
            _ => throw Failure.Usage($"Schema '{id}' has several locks: {string.Join(", ", found.Select(file => file.Path))}. Name one with --schemas."),
        };
    }

    /// <param name="schema">The lock.</param>
    /// <param name="text">A version, as <c>2</c> or <c>V2</c>.</param>
    /// <exception cref="Failure">The lock has no such version.</exception>
    public static VersionBlock Version(SchemaLock schema, string text) =>
        int.TryParse(text.TrimStart('v', 'V'), NumberStyles.None, CultureInfo.InvariantCulture, out int version) && schema.Find(version) is { } block
            ? block
            : throw Failure.NotFound($"The lock of '{schema.Id}' has no version '{text}'. It has {schema.Versions[0].Version} to {schema.Last.Version}.");
}
