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

/// <summary><c>fluers sessions show</c>: a conversation for people, or all of it by name for programs.</summary>
internal static class ShowCommand
{
    private static readonly Option<long?> From = Inputs.Number("--from", 0, "The first entry, 0 for the oldest.");
    private static readonly Option<long?> Count = Inputs.Number("--count", 0, "The greatest number of entries.");

    public static Command Create() =>
        new Command("show", "Shows a session: its head and its log, decoded by the locks.")
        {
            CommonOptions.SessionId, CommonOptions.Store, CommonOptions.Tenant, CommonOptions.AllTenants, CommonOptions.Schemas, From, Count, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SchemaCatalog catalog = SchemaCatalog.Open(line.GetValue(CommonOptions.Schemas)!);
        await using ISessionStorage storage = StoreKinds.OpenToRead(line.GetValue(CommonOptions.Store)!);
        SessionKey key = await Keys.FindAsync(line, storage, cancellationToken);
        var range = new EntryRange(line.GetValue(From) ?? 0, line.GetValue(Count) ?? long.MaxValue);
        StoredSessionInfo info = await storage.GetInfoAsync(key, cancellationToken) ?? throw new SessionNotFoundException(key);
        var decoder = new FrameDecoder(catalog);
        if (line.GetValue(CommonOptions.Json))
        {
            await WriteAsync(storage, info, range, catalog, decoder, cancellationToken);
        }
        else
        {
            var conversation = new Conversation(catalog);
            conversation.Show(info);
            await ReadAsync(storage, key, range, (long? entry, in FrameHeader header, ReadOnlySpan<byte> frame) =>
                conversation.Show(entry, decoder.Decode(header, frame[FrameHeader.Size..])), cancellationToken);
        }

        return ExitCode.Success;
    }

    private static async Task WriteAsync(
        ISessionStorage storage, StoredSessionInfo info, EntryRange range, SchemaCatalog catalog, FrameDecoder decoder, CancellationToken cancellationToken)
    {
        using Stream output = Surroundings.Current.OpenOutput();
        using (var json = new Utf8JsonWriter(output, JsonOutput.Options))
        {
            json.WriteStartObject();
            SessionJson.Write(json, catalog, info);
            await ReadAsync(storage, info.Key, range, Write, cancellationToken);
            json.WriteEndArray();
            json.WriteEndObject();

            void Write(long? entry, in FrameHeader header, ReadOnlySpan<byte> frame)
            {
                DecodedFrame decoded = decoder.Decode(header, frame[FrameHeader.Size..]);
                if (entry is null)
                {
                    json.WritePropertyName("head");
                    FrameJson.Write(json, catalog, null, decoded);
                    json.WriteStartArray("log");
                }
                else
                {
                    FrameJson.Write(json, catalog, entry, decoded);
                    json.Flush();
                }
            }
        }

        output.WriteByte((byte)'\n');
    }

    private static async Task ReadAsync(ISessionStorage storage, SessionKey key, EntryRange range, FrameTaker take, CancellationToken cancellationToken)
    {
        if (!await storage.ReadAsync(key, range, new FrameSink(key, take), cancellationToken))
        {
            throw new SessionNotFoundException(key);
        }
    }
}
