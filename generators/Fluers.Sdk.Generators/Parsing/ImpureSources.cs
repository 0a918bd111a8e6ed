using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>What gives another value each time, or touches the world: the clock, chance, the machine, state that anyone may change.</summary>
internal static class ImpureSources
{
    private const string Clock = "the clock";
    private const string Chance = "chance";
    private const string Hash = "a hash that is another one in each process";
    private const string Machine = "the machine";
    private const string World = "input or output";

    // Types of which each member counts, and single members.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["System.DateTime.Now"] = Clock,
        ["System.DateTime.UtcNow"] = Clock,
        ["System.DateTime.Today"] = Clock,
        ["System.DateTime.ToLocalTime"] = Machine,
        ["System.DateTimeOffset.Now"] = Clock,
        ["System.DateTimeOffset.UtcNow"] = Clock,
        ["System.DateTimeOffset.LocalDateTime"] = Machine,
        ["System.DateTimeOffset.ToLocalTime"] = Machine,
        ["System.TimeProvider"] = Clock,
        ["System.TimeZoneInfo.Local"] = Machine,
        ["System.Diagnostics.Stopwatch"] = Clock,
        ["System.Guid.NewGuid"] = Chance,
        ["System.Guid.CreateVersion7"] = Chance,
        ["System.Random"] = Chance,
        ["System.Security.Cryptography.RandomNumberGenerator"] = Chance,
        ["System.IO.Path.GetRandomFileName"] = Chance,
        ["System.String.GetHashCode"] = Hash,
        ["System.HashCode"] = Hash,
        ["System.Object.GetHashCode"] = Hash,
        ["System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode"] = Hash,
        ["System.Environment"] = Machine,
        ["System.AppContext"] = Machine,
        ["System.Globalization.CultureInfo.CurrentCulture"] = Machine,
        ["System.Globalization.CultureInfo.CurrentUICulture"] = Machine,
        ["System.Globalization.RegionInfo.CurrentRegion"] = Machine,
        ["System.StringComparer.CurrentCulture"] = Machine,
        ["System.StringComparer.CurrentCultureIgnoreCase"] = Machine,
        ["System.Runtime.InteropServices.RuntimeInformation"] = Machine,
        ["System.Threading.Thread"] = Machine,
        ["System.Threading.Tasks.Task"] = Machine,
        ["System.Console"] = World,
        ["System.Diagnostics.Process"] = World,
        ["System.IO.Directory"] = World,
        ["System.IO.DirectoryInfo"] = World,
        ["System.IO.File"] = World,
        ["System.IO.FileInfo"] = World,
        ["System.IO.FileStream"] = World,
        ["System.IO.Path.Exists"] = World,
        ["System.IO.Path.GetFullPath"] = World,
        ["System.IO.Path.GetTempFileName"] = World,
        ["System.IO.Path.GetTempPath"] = World,
        ["System.IO.StreamReader"] = World,
        ["System.IO.StreamWriter"] = World,
        ["System.Data.Common.DbCommand"] = World,
        ["System.Data.Common.DbConnection"] = World,
        ["System.Net.Dns"] = World,
        ["System.Net.Http.HttpClient"] = World,
        ["System.Net.Sockets.Socket"] = World,
    };

    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal) { "System.Environment.NewLine" };

    /// <summary>What a member reads, in words; <see langword="null"/> for one that reads nothing of the kind.</summary>
    /// <param name="used">The member.</param>
    /// <param name="isInside">Whether code that is called uses it: what that code keeps to itself is its own business, such as a cache.</param>
    public static string? Of(ISymbol used, bool isInside)
    {
        foreach (INamedTypeSymbol type in Owners(used))
        {
            string typeName = $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}";
            string name = $"{typeName}.{used.Name}";
            if (Harmless.Contains(name))
            {
                return null;
            }

            if (Known.TryGetValue(typeName, out string source) || Known.TryGetValue(name, out source))
            {
                return source;
            }
        }

        return IsSharedState(used) && !(isInside && used.DeclaredAccessibility == Accessibility.Private) ? "state that anyone may change" : null;
    }

    /// <summary>The type that has a member, and what that type is made from; not what all types are.</summary>
    private static IEnumerable<INamedTypeSymbol> Owners(ISymbol used)
    {
        for (INamedTypeSymbol? type = used.ContainingType; type is not null; type = type.BaseType)
        {
            if (type.SpecialType != SpecialType.System_Object || used.ContainingType.SpecialType == SpecialType.System_Object)
            {
                yield return type;
            }
        }
    }

    private static bool IsSharedState(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { IsStatic: true, IsConst: false, IsReadOnly: false } field => field.ContainingType.TypeKind != TypeKind.Enum,
        IPropertySymbol { IsStatic: true, SetMethod: { } setter } => !setter.IsInitOnly,
        _ => false,
    };
}
