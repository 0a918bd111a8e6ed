using System.Reflection;
using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>The state that a type declares for itself and inherits, as a session sees it: private members too, and none that another hides.</summary>
internal static class Declared
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The members with a key.</summary>
    public static IEnumerable<MemberInfo> KeyedMembers(Type type) => Members(type).Where(member => member.GetCustomAttribute<KeyAttribute>() is not null);

    /// <summary>The properties and fields that are public or have a key.</summary>
    public static IEnumerable<MemberInfo> Members(Type type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            foreach (MemberInfo member in level.GetMembers(Own).Where(IsState))
            {
                if (seen.Add(member.Name))
                {
                    yield return member;
                }
            }
        }
    }

    private static bool IsState(MemberInfo member) => member switch
    {
        PropertyInfo property => property.GetIndexParameters().Length == 0 && (property.GetMethod is { IsPublic: true } || property.GetCustomAttribute<KeyAttribute>() is not null),
        FieldInfo field => field.IsPublic || field.GetCustomAttribute<KeyAttribute>() is not null,
        _ => false,
    };
}
