using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Stores;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions export</c>: the frames of a session, as they are stored.</summary>
internal static class ExportCommand
{
    private static readonly Option<string?> To = new("--output") { Description = "The file to write; standard output unless stated.", HelpName = "file" };

    public static Command Create() =>
        new Command("export", "Writes a session's frames, which 'import' takes on any store.")
        {
            CommonOptions.SessionId, CommonOptions.Store, CommonOptions.Tenant, To, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SessionKey key = Keys.Of(line);
        await using Opened opened = Opened.By(line);
        if (line.GetValue(To) is { } file)
        {
            await WriteAsync(opened.Sessions, key.Id, file, cancellationToken);
            Tell(line, key.Id, file);
        }
        else if (Console.IsOutputRedirected && !line.GetValue(CommonOptions.Json))
        {
            await using Stream output = Console.OpenStandardOutput();
            await opened.Sessions.ExportAsync(key.Id, output, cancellationToken);
        }
        else
        {
            throw Failure.Usage("Frames are bytes, which neither a terminal nor JSON takes. Give --output with a file, or send the output elsewhere.");
        }

        return ExitCode.Success;
    }

    /// <summary>The file is there whole, or not at all.</summary>
    private static async Task WriteAsync(SessionStore sessions, SessionId id, string file, CancellationToken cancellationToken)
    {
        string fresh = file + ".tmp";
        try
        {
            await using (FileStream stream = File.Create(fresh))
            {
                await sessions.ExportAsync(id, stream, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, file, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    private static void Tell(ParseResult line, SessionId id, string file)
    {
        long bytes = new FileInfo(file).Length;
        if (line.GetValue(CommonOptions.Json))
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("session", id.Value);
                json.WriteString("file", file);
                json.WriteNumber("bytes", bytes);
                json.WriteEndObject();
            });
        }
        else
        {
            Output.Line(Output.Safe($"{id} -> {file}, {Sizes.Bytes(bytes)}"));
        }
    }
}
