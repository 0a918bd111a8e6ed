using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Telemetry;

/// <summary>Warns once for each schema when sessions of a draft are stored where they are meant to stay.</summary>
/// <param name="variable">Gives a variable of the environment.</param>
internal sealed class DraftWarning(Func<string, string?> variable)
{
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);
    private readonly bool _isDevelopment = IsDevelopment(variable("DOTNET_ENVIRONMENT")) || IsDevelopment(variable("ASPNETCORE_ENVIRONMENT"));

    /// <summary>That of the process.</summary>
    public static DraftWarning Instance { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Takes note that something of a schema was stored.</summary>
    public void Stored(SessionSchema schema, ILogger logger)
    {
        if (schema.IsDraft && !_isDevelopment && logger.IsEnabled(LogLevel.Warning) && _warned.TryAdd(schema.Id, true))
        {
            logger.DraftStored(schema.Id, schema.Version);
        }
    }

    private static bool IsDevelopment(string? environment) => string.Equals(environment, "Development", StringComparison.OrdinalIgnoreCase);
}
