using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Storage;

/// <summary>What all files of a storage share.</summary>
/// <param name="IsReadOnly">Whether the storage only looks, beside a writer maybe.</param>
/// <param name="Disk">What reaches the disk.</param>
/// <param name="Flushes">Waits for the disk; <see langword="null"/> where nobody does.</param>
/// <param name="Logger">Takes what was found and set aside.</param>
internal sealed record FileWork(bool IsReadOnly, Disk Disk, FlushQueue? Flushes, ILogger Logger);
