using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Fluers.Sdk.Generators.Locks;
using Microsoft.Build.Utilities;

namespace Fluers.Sdk.Build;

/// <summary>Finds the shapes that the generator put into an assembly, without loading it.</summary>
internal static class RecordedSchemas
{
    private const string Name = "SessionSchemaShapeAttribute";

    /// <summary>The schemas of an assembly, each as a lock with its current version alone; none where that cannot be read, which is logged.</summary>
    public static IReadOnlyList<SchemaLock> In(string assembly, TaskLoggingHelper log) => Read(assembly, log, In);

    /// <summary>Reads something of an assembly; nothing where it cannot be read, which is logged.</summary>
    public static IReadOnlyList<T> Read<T>(string assembly, TaskLoggingHelper log, Func<MetadataReader, IReadOnlyList<T>> read)
    {
        try
        {
            using FileStream file = File.OpenRead(assembly);
            using var image = new PEReader(file);
            return read(image.GetMetadataReader());
        }
        catch (Exception failure) when (failure is LockException or BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            log.LogError($"The schemas of '{assembly}' cannot be read: {failure.Message}");
            return [];
        }
    }

    /// <exception cref="LockException">A shape is malformed.</exception>
    public static IReadOnlyList<SchemaLock> In(MetadataReader metadata) =>
        [.. metadata.Named(metadata.GetAssemblyDefinition().GetCustomAttributes(), UnseenMembers.Sdk, Name).Select(attribute => LockReader.Read(metadata.TextOf(attribute)))];
}
