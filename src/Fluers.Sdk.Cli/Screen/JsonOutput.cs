using System.Text.Json;
using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Screen;

/// <summary>JSON on standard output, written as it comes.</summary>
internal static class JsonOutput
{
    public static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = VisibleJson.Instance, NewLine = "\n" };

    public static void Write(Action<Utf8JsonWriter> content)
    {
        using Stream output = Surroundings.Current.OpenOutput();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            content(json);
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>One array, each element of which goes out before the next one is made.</summary>
    public static async Task WriteArrayAsync<T>(IAsyncEnumerable<T> items, Action<Utf8JsonWriter, T> element, CancellationToken cancellationToken)
    {
        using Stream output = new BufferedStream(Surroundings.Current.OpenOutput(), 1 << 16);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartArray();
            await foreach (T item in items.WithCancellation(cancellationToken))
            {
                element(json, item);
                json.Flush();
            }

            json.WriteEndArray();
        }

        output.WriteByte((byte)'\n');
    }
}
