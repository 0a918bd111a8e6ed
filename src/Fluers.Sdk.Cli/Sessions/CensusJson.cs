using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>The census as JSON.</summary>
internal static class CensusJson
{
    /// <param name="census">What was counted.</param>
    /// <param name="catalog">The schemas that are known.</param>
    /// <param name="tenant">The tenant whose sessions were counted; <see langword="null"/> for all.</param>
    /// <param name="isWhole">Whether they are all that the store has.</param>
    public static void Write(Census census, SchemaCatalog catalog, string? tenant, bool isWhole) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        if (tenant is not null)
        {
            json.WriteString("tenant", tenant);
        }

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
        foreach (DropAdvice advice in DropAdvice.Of(census, catalog, isWhole))
        {
            json.WriteStartObject();
            json.WriteString("schema", advice.Schema);
            json.WriteNumber("oldestAtRest", advice.OldestAtRest);
            if (advice is { OldestReadable: { } readable, Newest: { } newest })
            {
                json.WriteNumber("oldestReadable", readable);
                json.WriteNumber("newest", newest);
                json.WriteBoolean("oldestReadableMayBeRaised", advice.MayBeRaised);
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
            SessionJson.WriteName(json, weight.Session);
            json.WriteNumber("entries", weight.Entries);
            json.WriteNumber("bytes", weight.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notRead");
        foreach (Finding finding in census.NotRead)
        {
            json.WriteStartObject();
            SessionJson.WriteName(json, finding.Session);
            json.WriteString("is", finding.Kind);
            json.WriteString("because", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
