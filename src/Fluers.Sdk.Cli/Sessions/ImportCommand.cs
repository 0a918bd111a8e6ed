using System.Buffers;
using System.CommandLine;
using System.IO.Pipelines;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions import</c>: what <c>export</c> wrote, or a session of fluers 1 as JSON.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> From = new("file") { Description = "The file; - for standard input." };
    private static readonly Option<string?> Id = new("--id") { Description = "The id of the new session; a fresh one by default." };
    private static readonly Option<bool> AllowUnsealed = new("--allow-unsealed")
    {
        Description = "Takes an export of an earlier version, which has no seal: whether entries are missing at its end is not known then.",
    };

    public static Command Create() =>
        new Command("import", "Makes a session of an export, or of the JSON of a fluers session. It is stored whole or not at all, and keeps its times.")
        {
            From, Id, AllowUnsealed, CommonOptions.Store, CommonOptions.Tenant, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SessionKey key = Keys.Of(line, line.GetValue(Id) ?? SessionId.New().Value);
        string file = line.GetRequiredValue(From);
        await using Stream source = Open(file);
        (Kind kind, Stream content) = await LookAsync(source, cancellationToken);
        if (kind == Kind.Unsealed && !line.GetValue(AllowUnsealed))
        {
            throw new Failure(
                ExitCode.Storage, $"'{file}' has no seal, so nobody can tell whether it is whole: an earlier version exported it, or its beginning is missing. Nothing was stored; {AllowUnsealed.Name} takes it as it is.");
        }

        await using Opened opened = Opened.OrMade(line);
        SessionStore sessions = opened.In(key.Tenant);
        if (kind == Kind.Json)
        {
            using var json = new MemoryStream();
            await content.CopyToAsync(json, cancellationToken);
            await sessions.CreateAsync(key.Id, FluersJson.ParseState(json.ToArray()), cancellationToken);
        }
        else
        {
            SessionImport import = await sessions.ImportAsync(key.Id, content, line.GetValue(AllowUnsealed) ? ImportSeal.Optional : ImportSeal.Required, cancellationToken);
            if (!import.IsSealed)
            {
                Output.Complain($"The export has no seal: session '{key}' has the {Sizes.Count(import.EntryCount, "entry", "entries")} that were in it, and whether more are missing at its end is not known.");
            }
        }

        NewSession.Tell(line, key);
        return ExitCode.Success;
    }

    private static Stream Open(string file)
    {
        if (file == "-")
        {
            return Surroundings.Current.OpenInput();
        }

        string path = Surroundings.Current.Full(file);
        return File.Exists(path)
            ? File.OpenRead(path)
            : throw Failure.NotFound($"There is no file '{file}'. 'fluers sessions export' writes what can be imported.");
    }

    /// <summary>Looks at the beginning, and gives the content from there on.</summary>
    private static async Task<(Kind Kind, Stream Content)> LookAsync(Stream source, CancellationToken cancellationToken)
    {
        PipeReader reader = PipeReader.Create(source, new StreamPipeReaderOptions(leaveOpen: true));
        ReadResult first = await reader.ReadAtLeastAsync(FrameHeader.Size, cancellationToken);
        Kind kind = KindOf(first.Buffer.ToArray());
        if (source.CanSeek)
        {
            source.Position = 0;
            return (kind, source);
        }

        reader.AdvanceTo(first.Buffer.Start);
        return (kind, reader.AsStream());
    }

    /// <summary>A frame never begins with a brace or a blank. One of an export that has a seal says so in front of the head.</summary>
    private static Kind KindOf(ReadOnlySpan<byte> beginning)
    {
        if (beginning.TrimStart(" \t\r\n\ufeff"u8) is [(byte)'{', ..])
        {
            return Kind.Json;
        }

        try
        {
            return FrameHeader.Parse(beginning).Kind == FrameKind.Head ? Kind.Unsealed : Kind.Export;
        }
        catch (SessionCorruptException)
        {
            return Kind.Export;   // what is wrong with it is said by who reads it
        }
    }

    private enum Kind
    {
        Export,
        Unsealed,
        Json,
    }
}
