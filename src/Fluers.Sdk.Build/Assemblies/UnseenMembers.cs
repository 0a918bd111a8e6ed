using System.Reflection.Metadata;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.Build.Utilities;

namespace Fluers.Sdk.Build;

/// <summary>
/// Finds what a compiled type stores by its attributes, and the generator did not see: no generator sees what another one writes. An
/// analyzer says the same, and where; this is for builds without analyzers.
/// </summary>
internal sealed class UnseenMembers
{
    public const string Sdk = "Fluers.Sdk";
    private const string MessagePack = "MessagePack";
    private const string Schema = "SessionSchemaAttribute";
    private const string Formatter = "SessionFormatter";

    private static readonly string[] Kinds = [Schema, "SessionPartAttribute", "SessionUnionAttribute", "CaseAttribute"];

    private readonly MetadataReader _metadata;
    private readonly Dictionary<string, NamedShape> _schemas;
    private readonly Dictionary<string, NamedShape> _parts;

    private UnseenMembers(MetadataReader metadata)
    {
        _metadata = metadata;
        // An id that two types have, which is an error of its own, does not tell whose shape is recorded.
        _schemas = RecordedSchemas.In(metadata).GroupBy(schema => schema.Id, StringComparer.Ordinal).Where(same => same.Count() == 1)
            .ToDictionary(same => same.Key, same => same.Single().Last.Shape.Root, StringComparer.Ordinal);
        _parts = metadata.Named(metadata.GetAssemblyDefinition().GetCustomAttributes(), Sdk, "SessionPartShapesAttribute")
            .SelectMany(attribute => LockReader.ReadTypes(metadata.TextOf(attribute)))
            .Where(part => FullNames.ArityOf(part.Name) == 0)
            .ToDictionary(part => FullNames.Plain(part.Name), StringComparer.Ordinal);
    }

    /// <summary>What is wrong with the stored types of an assembly, in words; nothing where that cannot be read, which is logged.</summary>
    public static IReadOnlyList<string> In(string assembly, TaskLoggingHelper log) => RecordedSchemas.Read<string>(assembly, log, metadata =>
    {
        var search = new UnseenMembers(metadata);
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).SelectMany(search.Of)];
    });

    private IEnumerable<string> Of(TypeDefinition type)
    {
        // The shape of a generic type is recorded for each of its arguments.
        string name = NameOf(type);
        if (name.Contains('`') || !Kinds.Any(kind => _metadata.Named(type.GetCustomAttributes(), Sdk, kind).Any()))
        {
            yield break;
        }

        if (!type.GetNestedTypes().Any(nested => _metadata.GetString(_metadata.GetTypeDefinition(nested).Name).StartsWith(Formatter, StringComparison.Ordinal)))
        {
            yield return $"'{name}' is a stored type, and nothing was generated for it: another source generator declares it, and none sees what another one writes; declare it in a C# file of your own";
        }
        else if (RecordedOf(type, name) is PartShape recorded)
        {
            foreach ((string member, int key) in KeysOf(type).Where(keyed => !recorded.Members.Any(seen => seen.Key == keyed.Key && !seen.IsRetired)))
            {
                yield return $"'{name}.{member}' has key {key} and would not be stored: another source generator writes it, and none sees what another one writes; declare it yourself, as a partial property where that generator can implement one";
            }
        }
    }

    private NamedShape? RecordedOf(TypeDefinition type, string name)
    {
        CustomAttribute[] schema = [.. _metadata.Named(type.GetCustomAttributes(), Sdk, Schema)];
        string? id = schema.Length == 0 ? null
            : schema[0].ValueOf().NamedArguments.FirstOrDefault(argument => argument.Name == "Id").Value as string ?? SchemaId.Of(_metadata.GetString(type.Name));
        Dictionary<string, NamedShape> recorded = id is null ? _parts : _schemas;
        return recorded.TryGetValue(id ?? name, out NamedShape shape) ? shape : null;
    }

    private IEnumerable<(string Name, int Key)> KeysOf(TypeDefinition type) => type.GetProperties().Select(_metadata.GetPropertyDefinition).Select(property => (property.Name, Attributes: property.GetCustomAttributes()))
        .Concat(type.GetFields().Select(_metadata.GetFieldDefinition).Select(field => (field.Name, Attributes: field.GetCustomAttributes())))
        .Where(member => !_metadata.Named(member.Attributes, MessagePack, "IgnoreMemberAttribute").Any())
        .SelectMany(member => _metadata.Named(member.Attributes, MessagePack, "KeyAttribute").Select(key => (_metadata.GetString(member.Name), key.ValueOf().FixedArguments[0].Value)))
        .Where(keyed => keyed.Value is int)
        .Select(keyed => (keyed.Item1, (int)keyed.Value!));

    private string NameOf(TypeDefinition type)
    {
        string name = _metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{NameOf(_metadata.GetTypeDefinition(outer))}.{name}"
            : type.Namespace.IsNil ? name
            : $"{_metadata.GetString(type.Namespace)}.{name}";
    }
}
