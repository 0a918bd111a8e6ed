using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>The census as JSON.</summary>
internal static class CensusJson
{
    public static void Write(Census census, SchemaCatalog catalog) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("sessions", census.Sessions);
        json.WriteNumber("entries", census.Entries);
        json.WriteNumber("bytes", census.Bytes);
        json.WriteStartArray("versions");
        foreach (((ulong schema, int version), Census.Share share) in census.Shares.OrderBy(share => catalog.NameOf(share.Key.Schema)).ThenBy(share => share.Key.Version))
        {
            json.WriteStartObject();
            json.WriteString("schema", catalog.NameOf(schema));
            json.WriteNumber("version", version);
            json.WriteString("as", share.IsHead ? "head" : "entry");
            json.WriteNumber("sessions", share.Sessions);
            json.WriteNumber("frames", share.Frames);
            json.WriteNumber("bytes", share.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("schemas");
        foreach (DropAdvice advice in DropAdvice.Of(census, catalog))
        {
            json.WriteStartObject();
            json.WriteString("schema", advice.Schema);
            json.WriteNumber("oldestAtRest", advice.OldestAtRest);
            if (advice is { OldestReadable: { } readable, Newest: { } newest })
            {
                json.WriteNumber("oldestReadable", readable);
                json.WriteNumber("newest", newest);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("created");
        foreach ((string month, Census.Month began) in census.Months)
        {
            json.WriteStartObject();
            json.WriteString("month", month);
            json.WriteNumber("sessions", began.Sessions);
            json.WriteNumber("bytes", began.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("largest");
        foreach (Census.Weight weight in census.Heaviest)
        {
            json.WriteStartObject();
            json.WriteString("session", weight.Session.Id.Value);
            json.WriteNumber("entries", weight.Entries);
            json.WriteNumber("bytes", weight.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("damaged");
        foreach (Finding finding in census.Damaged)
        {
            json.WriteStringValue(finding.Session.Id.Value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
