using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Stores;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions export</c>: the frames of a session, as they are stored.</summary>
internal static class ExportCommand
{
    private static readonly Option<string?> To = new("--output") { Description = "The file to write; standard output by default. It is there whole, or not at all.", HelpName = "file" };

    public static Command Create() =>
        new Command("export", "Writes a session's frames, which 'import' takes on any store.")
        {
            CommonOptions.SessionId, CommonOptions.Store, CommonOptions.Tenant, CommonOptions.AllTenants, To, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        string? file = line.GetValue(To);
        if (file is null && (!Surroundings.Current.IsOutputRedirected || line.GetValue(CommonOptions.Json)))
        {
            throw Failure.Usage("Frames are bytes, which neither a terminal nor JSON takes. Give --output with a file, or send the output elsewhere.");
        }

        await using Opened opened = Opened.ToRead(line);
        SessionKey key = await Keys.FindAsync(line, opened.Storage, cancellationToken);
        SessionStore sessions = opened.In(key.Tenant);
        if (file is null)
        {
            await using Stream output = Surroundings.Current.OpenOutput();
            await sessions.ExportAsync(key.Id, output, cancellationToken);
        }
        else
        {
            await OutputFile.WriteAsync(file, stream => sessions.ExportAsync(key.Id, stream, cancellationToken), cancellationToken);
            Tell(line, key, file);
        }

        return ExitCode.Success;
    }

    private static void Tell(ParseResult line, SessionKey key, string file)
    {
        long bytes = new FileInfo(Surroundings.Current.Full(file)).Length;
        if (line.GetValue(CommonOptions.Json))
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                SessionJson.WriteName(json, key);
                json.WriteString("file", file);
                json.WriteNumber("bytes", bytes);
                json.WriteEndObject();
            });
        }
        else
        {
            Output.Line(Output.Safe($"{key} -> {file}, {Sizes.Bytes(bytes)}"));
        }
    }
}
