using System.Text.Json;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>What is known of a session without its content, as JSON.</summary>
internal static class SessionJson
{
    /// <summary>What names a session, in whatever is told of it.</summary>
    public static void WriteName(Utf8JsonWriter json, SessionKey key)
    {
        json.WriteString("session", key.Id.Value);
        json.WriteString("tenant", key.Tenant);
    }

    public static void Write(Utf8JsonWriter json, SchemaCatalog catalog, StoredSessionInfo session)
    {
        WriteName(json, session.Key);
        json.WriteString("schema", catalog.NameOf(session.SchemaHash));
        json.WriteNumber("version", session.SchemaVersion);
        json.WriteNumber("revision", session.Revision);
        json.WriteNumber("entries", session.EntryCount);
        json.WriteString("createdAt", session.CreatedAt);
        json.WriteString("updatedAt", session.UpdatedAt);
        if (session.Damage is { } damage)
        {
            json.WriteString("damage", damage);
        }

        if (session.SetAside is { } aside)
        {
            json.WriteString("setAside", aside);
        }
    }
}
