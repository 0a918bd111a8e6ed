using System.Reflection.Metadata;

namespace Fluers.Sdk.Build;

/// <summary>Reads attributes of an assembly without loading it.</summary>
internal static class AttributeReading
{
    /// <summary>Those of a name.</summary>
    public static IEnumerable<CustomAttribute> Named(this MetadataReader metadata, CustomAttributeHandleCollection attributes, string space, string name) =>
        attributes.Select(metadata.GetCustomAttribute).Where(attribute => metadata.IsNamed(attribute, space, name));

    /// <summary>The first argument, a text: behind two bytes that every attribute begins with.</summary>
    public static string TextOf(this MetadataReader metadata, CustomAttribute attribute)
    {
        BlobReader blob = metadata.GetBlobReader(attribute.Value);
        blob.ReadUInt16();
        return blob.ReadSerializedString() ?? "";
    }

    /// <summary>The arguments of an attribute of which each is a number or a text.</summary>
    public static CustomAttributeValue<string> ValueOf(this CustomAttribute attribute) => attribute.DecodeValue(ArgumentTypes.Instance);

    private static bool IsNamed(this MetadataReader metadata, CustomAttribute attribute, string space, string name)
    {
        EntityHandle type = attribute.Constructor.Kind == HandleKind.MemberReference
            ? metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
            : metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType();
        (StringHandle foundSpace, StringHandle foundName) = type.Kind switch
        {
            HandleKind.TypeReference => (metadata.GetTypeReference((TypeReferenceHandle)type).Namespace, metadata.GetTypeReference((TypeReferenceHandle)type).Name),
            HandleKind.TypeDefinition => (metadata.GetTypeDefinition((TypeDefinitionHandle)type).Namespace, metadata.GetTypeDefinition((TypeDefinitionHandle)type).Name),
            _ => default,
        };
        return metadata.StringComparer.Equals(foundName, name) && metadata.StringComparer.Equals(foundSpace, space);
    }

    /// <summary>Gives types the names by which nobody here asks for them; an enum is read as the number that it is.</summary>
    private sealed class ArgumentTypes : ICustomAttributeTypeProvider<string>
    {
        public static readonly ArgumentTypes Instance = new();

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSystemType() => "Type";

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSerializedName(string name) => name;

        public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

        public bool IsSystemType(string type) => type == "Type";
    }
}
