using System.CommandLine;
using System.Text.Json;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Decoding;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions tail</c>: a conversation as it goes on.</summary>
internal static class TailCommand
{
    private const int ShownFirst = 10;

    private const int PageSize = 256;

    private static readonly JsonWriterOptions OnOneLine = new() { Encoder = VisibleJson.Instance };

    private static readonly Option<long?> From = Inputs.Number("--from", 0, $"The first entry, 0 for the oldest; the last {ShownFirst} by default.");

    public static Command Create() =>
        new Command("tail", "Shows the end of a session's log and follows it: entries come as they are stored. Ends with Ctrl-C, or when the session is deleted. With --json, an entry a line.")
        {
            CommonOptions.SessionId, From, CommonOptions.Store, CommonOptions.Tenant, CommonOptions.AllTenants, CommonOptions.Schemas, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SchemaCatalog catalog = SchemaCatalog.Open(line.GetValue(CommonOptions.Schemas)!);
        await using ISessionStorage storage = StoreKinds.OpenToRead(line.GetValue(CommonOptions.Store)!);
        SessionKey key = await Keys.FindAsync(line, storage, cancellationToken);
        StoredSessionInfo info = await storage.GetInfoAsync(key, cancellationToken) ?? throw new SessionNotFoundException(key);
        FrameTaker show = line.GetValue(CommonOptions.Json) ? ToPrograms(catalog) : ToPeople(catalog);
        try
        {
            await FollowAsync(storage, key, line.GetValue(From) ?? Math.Max(0, info.EntryCount - ShownFirst), show, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Who follows ends it so.
        }

        return ExitCode.Success;
    }

    private static async Task FollowAsync(ISessionStorage storage, SessionKey key, long next, FrameTaker show, CancellationToken cancellationToken)
    {
        var history = new HistoryCursor(storage, key);
        while (true)
        {
            var page = new List<(long? Entry, FrameHeader Header, byte[] Frame)>();
            var sink = new FrameSink(key, (long? entry, in FrameHeader header, ReadOnlySpan<byte> frame) => page.Add((entry, header, frame.ToArray())));
            if (!await storage.ReadAsync(key, new EntryRange(next, PageSize), sink, cancellationToken))
            {
                return;
            }

            // Before anything of it is shown: nobody is to see entries of two histories.
            next = sink.Next ?? next;
            await history.MoveAsync(sink, next, cancellationToken);
            foreach ((long? entry, FrameHeader header, byte[] frame) in page)
            {
                show(entry, header, frame);
            }

            if (page.Count <= 1 || next >= sink.Info!.EntryCount)
            {
                await ChangeWait.ForAsync(storage, sink.Info!, ChangeWait.LookAgain, cancellationToken);
            }
        }
    }

    private static FrameTaker ToPeople(SchemaCatalog catalog)
    {
        var decoder = new FrameDecoder(catalog);
        var conversation = new Conversation(catalog);
        return (long? entry, in FrameHeader header, ReadOnlySpan<byte> frame) =>
        {
            if (entry is not null)
            {
                conversation.Show(entry, decoder.Decode(header, frame[FrameHeader.Size..]));
            }
        };
    }

    private static FrameTaker ToPrograms(SchemaCatalog catalog)
    {
        var decoder = new FrameDecoder(catalog);
        Stream output = Surroundings.Current.OpenOutput();
        return (long? entry, in FrameHeader header, ReadOnlySpan<byte> frame) =>
        {
            if (entry is not null)
            {
                using (var json = new Utf8JsonWriter(output, OnOneLine))
                {
                    FrameJson.Write(json, catalog, entry, decoder.Decode(header, frame[FrameHeader.Size..]));
                }

                output.WriteByte((byte)'\n');
                output.Flush();
            }
        };
    }
}
