using System.Text.Json;
using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Cli.Schemas.Checking;

/// <summary>Findings as SARIF 2.1.0, the format that code scanning takes.</summary>
internal static class SarifLog
{
    private const string Repository = "https://github.com/fluers/fluers-sdk";

    public static void Write(IReadOnlyList<CheckFinding> findings) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        WriteDriver(json, findings);
        json.WriteEndObject();
        json.WriteStartArray("results");
        foreach (CheckFinding finding in findings)
        {
            WriteResult(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteDriver(Utf8JsonWriter json, IReadOnlyList<CheckFinding> findings)
    {
        json.WriteStartObject("driver");
        json.WriteString("name", "fluers");
        json.WriteString("version", typeof(SarifLog).Assembly.GetName().Version!.ToString(3));
        json.WriteString("informationUri", Repository);
        json.WriteStartArray("rules");
        foreach (string id in findings.Select(finding => finding.Fault.Id).Distinct().Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("helpUri", $"{Repository}/blob/main/docs/diagnostics/{id}.md");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, CheckFinding finding)
    {
        LockFault fault = finding.Fault;
        json.WriteStartObject();
        json.WriteString("ruleId", fault.Id);
        json.WriteString("level", fault.IsError ? "error" : "warning");
        json.WriteStartObject("message");
        json.WriteString("text", fault.Version == 0 ? $"{fault.Schema}: {fault.Text}" : $"{fault.Schema} version {fault.Version}: {fault.Text}");
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Uri.EscapeDataString(RepositoryPath.Of(finding.Path)).Replace("%2F", "/", StringComparison.Ordinal));
        json.WriteString("uriBaseId", "%SRCROOT%");
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", finding.Line);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
