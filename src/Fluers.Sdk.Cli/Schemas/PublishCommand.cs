using System.CommandLine;
using Fluers.Sdk.Build;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary><c>fluers schema publish</c>: drafts become versions that only grow.</summary>
internal static class PublishCommand
{
    private static readonly Argument<string[]> Ids = new("schema") { Description = "The ids of the schemas; all that have drafts by default.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create() =>
        new Command("publish", "Publishes the newest version of each schema: from then on it only grows in ways that harm nobody. Commit the locks.")
        {
            Ids, CommonOptions.Schemas, CommonOptions.Json,
        }.Does(Run);

    private static Task<int> Run(ParseResult line, CancellationToken cancellationToken)
    {
        string[] ids = line.GetValue(Ids)!;
        IReadOnlyList<LockFile> files = LockFiles.At(line.GetValue(CommonOptions.Schemas)!);
        if (Array.Find(ids, id => !files.Any(file => file.Schema.Id == id)) is { } missing)
        {
            throw Failure.NotFound($"There is no lock of schema '{missing}' here. 'fluers schema list' has those that are.");
        }

        LockFile[] drafts = [.. files.Where(file => !file.Schema.Last.IsPublished && (ids.Length == 0 || ids.Contains(file.Schema.Id)))];
        foreach (LockFile draft in drafts)
        {
            var folder = new LockFolder(Path.GetDirectoryName(Surroundings.Current.Full(draft.Path))!);
            folder.Change(draft.Schema.Id, before => LockUpdate.Publish(before ?? draft.Schema));
        }

        if (line.GetValue(CommonOptions.Json))
        {
            Write(drafts);
        }
        else if (drafts.Length == 0)
        {
            Output.Line("No drafts: the newest version of each schema is published already.");
        }
        else
        {
            foreach (LockFile draft in drafts)
            {
                Output.Line(Output.Safe($"{draft.Schema.Id} version {draft.Schema.Last.Version} -> {draft.Path}"));
            }
        }

        return Task.FromResult(ExitCode.Success);
    }

    private static void Write(LockFile[] published) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach (LockFile file in published)
        {
            json.WriteStartObject();
            json.WriteString("schema", file.Schema.Id);
            json.WriteNumber("version", file.Schema.Last.Version);
            json.WriteString("lock", file.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
