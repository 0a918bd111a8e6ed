using Fluers.Sdk.Generators.History;

namespace Fluers.Sdk.Generators.Model;

/// <summary>Puts what the locks know of retired numbers into the models of the types that read them.</summary>
internal static class RetiredModel
{
    public static TypeModel Of(TypeModel type, EquatableArray<RetiredNumbers> retired) => retired.Count == 0 ? type : type with
    {
        Union = type.Union is { } union ? union with { RetiredTags = RetiredNumbers.In(retired, type.FullName) } : null,
        Object = type.Object is { } members ? members with { Members = members.Members.Select(member => member with { Value = Of(member.Value, retired) }).ToEquatableArray() } : null,
    };

    private static ValueModel Of(ValueModel value, EquatableArray<RetiredNumbers> retired) => value with
    {
        Enum = value.Enum is { } numbers ? numbers with { Retired = RetiredNumbers.In(retired, numbers.FullName) } : null,
        Parts = value.Parts.Select(part => part with { Value = Of(part.Value, retired) }).ToEquatableArray(),
        Key = value.Key is { } key ? Of(key, retired) : null,
        Element = value.Element is { } element ? Of(element, retired) : null,
    };
}
