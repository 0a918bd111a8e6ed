using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Fluers.Sdk.Generators.Locks;
using Microsoft.Build.Utilities;

namespace Fluers.Sdk.Build;

/// <summary>Finds the shapes that the generator put into an assembly, without loading it.</summary>
internal static class RecordedSchemas
{
    private const string Namespace = "Fluers.Sdk";
    private const string Name = "SessionSchemaShapeAttribute";

    /// <summary>The schemas of an assembly, each as a lock with its current version alone; none where that cannot be read, which is logged.</summary>
    public static IReadOnlyList<SchemaLock> In(string assembly, TaskLoggingHelper log)
    {
        try
        {
            return In(assembly);
        }
        catch (Exception failure) when (failure is LockException or BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            log.LogError($"The schemas of '{assembly}' cannot be read: {failure.Message}");
            return [];
        }
    }

    private static IReadOnlyList<SchemaLock> In(string assembly)
    {
        using FileStream file = File.OpenRead(assembly);
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();
        return
        [
            .. from handle in metadata.GetAssemblyDefinition().GetCustomAttributes()
               let attribute = metadata.GetCustomAttribute(handle)
               where IsShape(metadata, attribute)
               select LockReader.Read(ArgumentOf(metadata, attribute)),
        ];
    }

    private static bool IsShape(MetadataReader metadata, CustomAttribute attribute)
    {
        EntityHandle type = attribute.Constructor.Kind == HandleKind.MemberReference
            ? metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
            : metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType();
        (StringHandle space, StringHandle name) = type.Kind switch
        {
            HandleKind.TypeReference => (metadata.GetTypeReference((TypeReferenceHandle)type).Namespace, metadata.GetTypeReference((TypeReferenceHandle)type).Name),
            HandleKind.TypeDefinition => (metadata.GetTypeDefinition((TypeDefinitionHandle)type).Namespace, metadata.GetTypeDefinition((TypeDefinitionHandle)type).Name),
            _ => default,
        };
        return metadata.StringComparer.Equals(name, Name) && metadata.StringComparer.Equals(space, Namespace);
    }

    /// <summary>The only argument: behind two bytes that every attribute begins with.</summary>
    private static string ArgumentOf(MetadataReader metadata, CustomAttribute attribute)
    {
        BlobReader blob = metadata.GetBlobReader(attribute.Value);
        blob.ReadUInt16();
        return blob.ReadSerializedString() ?? "";
    }
}
