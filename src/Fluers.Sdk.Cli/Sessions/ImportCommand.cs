using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Stores;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions import</c>: what <c>export</c> wrote, or a session of fluers 1 as JSON.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> From = new("file") { Description = "The file; - for standard input." };
    private static readonly Option<string?> Id = new("--id") { Description = "The id of the new session; a fresh one by default." };

    public static Command Create() =>
        new Command("import", "Makes a session of exported frames, or of the JSON of a fluers session. It is stored whole or not at all.")
        {
            From, Id, CommonOptions.Store, CommonOptions.Tenant, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SessionKey key = Keys.Of(line, line.GetValue(Id) ?? SessionId.New().Value);
        using MemoryStream content = await ReadAsync(line.GetRequiredValue(From), cancellationToken);
        await using Opened opened = Opened.OrMade(line);
        SessionStore sessions = opened.In(key.Tenant);
        if (IsJson(content.GetBuffer().AsSpan(0, (int)content.Length)))
        {
            await sessions.CreateAsync(key.Id, FluersJson.ParseState(content.ToArray()), cancellationToken);
        }
        else
        {
            await sessions.ImportAsync(key.Id, content, cancellationToken);
        }

        NewSession.Tell(line, key);
        return ExitCode.Success;
    }

    private static async Task<MemoryStream> ReadAsync(string file, CancellationToken cancellationToken)
    {
        string path = file == "-" ? "" : Surroundings.Current.Full(file);
        if (file != "-" && !File.Exists(path))
        {
            throw Failure.NotFound($"There is no file '{file}'. 'fluers sessions export' writes what can be imported.");
        }

        await using Stream source = file == "-" ? Surroundings.Current.OpenInput() : File.OpenRead(path);
        var content = new MemoryStream();
        await source.CopyToAsync(content, cancellationToken);
        content.Position = 0;
        return content;
    }

    /// <summary>A frame never begins with a brace or a blank.</summary>
    private static bool IsJson(ReadOnlySpan<byte> content) => content.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
