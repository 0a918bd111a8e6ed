using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Catalog;

/// <summary>A lock and where it stands.</summary>
/// <param name="Path">The path of the file, or where else the lock comes from.</param>
/// <param name="Schema">The lock.</param>
internal sealed record LockFile(string Path, SchemaLock Schema);
