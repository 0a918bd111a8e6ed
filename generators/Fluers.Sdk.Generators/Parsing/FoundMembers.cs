using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>A member with a key.</summary>
internal sealed record KeyedMember(ISymbol Symbol, ITypeSymbol Type, int Key, bool IsSettable, bool IsMarkedRequired)
{
    public string Name => Symbol.Name;
}

/// <summary>The members of a type and its bases, sorted by what they are to a session.</summary>
internal sealed class FoundMembers(INamedTypeSymbol type, Compilation compilation)
{
    /// <summary>What to do for a member that nothing sets.</summary>
    public const string NoSetter = "add an init accessor, or a constructor parameter of that name";

    private const int MaxKey = 9999;
    private const int MaxGap = 8;

    private int _suggested = -1;

    /// <summary>The members to store.</summary>
    public List<KeyedMember> Keyed { get; } = [];

    /// <summary>The members of type <c>SessionLog&lt;T&gt;</c>.</summary>
    public List<ISymbol> Logs { get; } = [];

    /// <summary>The members with an attribute that is named as one of MessagePack and that was not found.</summary>
    public List<ISymbol> Lost { get; } = [];

    /// <summary>Members that are not stored but that an object initializer would have to set.</summary>
    public List<ISymbol> RequiredButNotStored { get; } = [];

    public static FoundMembers In(INamedTypeSymbol type, Compilation compilation, Report report)
    {
        var found = new FoundMembers(type, compilation);
        var unkeyed = new List<ISymbol>();
        var seen = new Dictionary<string, ISymbol>(StringComparer.Ordinal);
        foreach (ISymbol member in Levels(type).SelectMany(level => level.GetMembers()).Where(IsCandidate))
        {
            // The most derived declaration of a name speaks for those that it overrides, and for those that it hides under the same key.
            if (!seen.TryGetValue(member.Name, out ISymbol? front))
            {
                found.Add(member, unkeyed, report);
            }
            else if (!Overrides(front, member) && KeyOf(member) is { } key && key != KeyOf(front))
            {
                report.Add(Descriptors.NotSettable, front, type.Name, member.Name, $"{front.ContainingType.Name}.{front.Name} hides the one of {member.ContainingType.Name}, which has a key too; rename one, or give both one key if they are the same");
            }

            seen[member.Name] = member;
        }

        found.CheckKeys(report);
        foreach (ISymbol member in unkeyed)
        {
            int key = found.StoredKey(member, report) ?? found.TakeKey(report);
            report.AddFixable(Descriptors.NoKey, member, Hints.Of(key), type.Name, member.Name, member.FindForeignKey() is null
                ? $"has neither [Key] nor [IgnoreMember]; write '{CodeLine.OfMember(member, $"Key({key})")}' to store it, or give it [IgnoreMember] to leave it out"
                : $"has the [Key] of System.ComponentModel.DataAnnotations, not that of MessagePack; write '{CodeLine.OfMember(member, $"MessagePack.Key({key})")}'");
            found.CheckForeignKey(member, key, report);
        }

        // One using mends them all.
        if (found.Lost.FirstOrDefault() is { } lost)
        {
            report.Add(Descriptors.NoKey, lost, type.Name, lost.Name, $"has a [{lost.FindLost()}] that the compiler does not find; write 'using MessagePack;' at the top of the file");
        }

        return found;
    }

    /// <summary>The type and its bases, up to what the framework gives to all.</summary>
    public static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null && level.SpecialType == SpecialType.None; level = level.BaseType)
        {
            yield return level;
        }
    }

    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    public static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    private static bool IsCandidate(ISymbol member) =>
        member is { IsStatic: false, IsImplicitlyDeclared: false, Name.Length: > 0 }   // half-typed ones have no name yet
        && member is IPropertySymbol { IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true } or IFieldSymbol { AssociatedSymbol: null, IsConst: false }
        && !member.IsGenerated();

    /// <summary>Whether code inside the type can set a member; not so by a private accessor of a base.</summary>
    private bool IsSettable(ISymbol member) => member switch
    {
        IPropertySymbol { SetMethod: { } setter } => compilation.IsSymbolAccessibleWithin(setter, type, type),
        IFieldSymbol { IsReadOnly: false } => compilation.IsSymbolAccessibleWithin(member, type, type),
        _ => false,
    };

    private static bool Overrides(ISymbol derived, ISymbol member)
    {
        for (IPropertySymbol? property = (derived as IPropertySymbol)?.OverriddenProperty; property is not null; property = property.OverriddenProperty)
        {
            if (SymbolEqualityComparer.Default.Equals(property, member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The key that a member states.</summary>
    public static int? KeyOf(ISymbol member) => member.FindKey()?.ConstructorArguments is [{ Value: int key }] ? key : null;

    /// <summary>Whether code inside the type can read a member.</summary>
    private bool IsReadable(ISymbol member) => member is IPropertySymbol property
        ? property.GetMethod is { } getter && compilation.IsSymbolAccessibleWithin(getter, type, type)
        : compilation.IsSymbolAccessibleWithin(member, type, type);

    private static bool IsLog(ITypeSymbol type) => type is INamedTypeSymbol { Name: "SessionLog", Arity: 1 } named && named.IsNamed("Fluers.Sdk.SessionLog");

    private void Add(ISymbol member, List<ISymbol> unkeyed, Report report)
    {
        if (member.IsIgnored())
        {
            if (IsRequired(member))
            {
                RequiredButNotStored.Add(member);
            }
        }
        else if (IsLog(TypeOf(member)))
        {
            Logs.Add(member);
        }
        else if (member.FindKey() is { } key)
        {
            if (!IsReadable(member))
            {
                report.Add(Descriptors.NotSettable, member, type.Name, member.Name, $"{type.Name} cannot even get it to write it; give it a getter that {type.Name} can reach");
            }
            else if (key.ConstructorArguments is [{ Value: int number }] && number is >= 0 and <= MaxKey)
            {
                Keyed.Add(new KeyedMember(member, TypeOf(member), number, IsSettable(member), IsRequired(member)));
            }
            else if (key.ConstructorArguments is [{ Value: { } other }])
            {
                report.Add(Descriptors.BadKey, member, type.Name, member.Name, other, "a key is a whole number from 0 to 9999");
            }
        }
        else if (member.FindLost() is not null)
        {
            Lost.Add(member);
        }
        else if ((member.DeclaredAccessibility == Accessibility.Public || member.FindForeignKey() is not null) && IsStorable(member))
        {
            unkeyed.Add(member);
        }
    }

    /// <summary>Whether a member looks as if it held state; a computed property does not.</summary>
    private bool IsStorable(ISymbol member) =>
        member is IFieldSymbol
        || IsSettable(member)
        || (member is IPropertySymbol property
            && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)));

    /// <summary>A key to suggest: another one each time. Looked for only when something is wrong.</summary>
    private int TakeKey(Report report) => _suggested = _suggested < 0 ? FreeNumbers.NextKey(type, report.LockedMembers(type)) : _suggested + 1;

    /// <summary>The key under which a member of the name is stored, and that no other member has now.</summary>
    private int? StoredKey(ISymbol member, Report report) =>
        report.LockedMembers(type).FirstOrDefault(locked => !locked.IsRetired && locked.Name == member.Name && Keyed.All(other => other.Key != locked.Key))?.Key;

    private void CheckKeys(Report report)
    {
        foreach (IGrouping<int, KeyedMember> group in Keyed.GroupBy(member => member.Key).Where(group => group.Count() > 1))
        {
            // What is stored under the key already keeps it.
            KeyedMember[] members = [.. group.OrderBy(member => report.LockedMembers(type).Any(other => other.Key == member.Key && other.Name == member.Name && !other.IsRetired) ? 0 : 1)];
            foreach (KeyedMember other in members.Skip(1))
            {
                report.AddFixable(Descriptors.DuplicateKey, other.Symbol, Hints.Of(TakeKey(report)), type.Name, members[0].Name, other.Name, group.Key);
            }
        }

        int expected = 0;
        foreach (KeyedMember member in Keyed.OrderBy(member => member.Key))
        {
            if (member.Key - expected > MaxGap)
            {
                report.Warn(
                    Descriptors.BadKey, member.Symbol, type.Name, member.Name, member.Key, $"the {member.Key - expected} unused keys before it cost a byte each, in every value; the next one is {expected}");
            }

            expected = member.Key + 1;
        }
    }

    /// <summary>An attribute of the same name that says nothing to a session. Beside a key that does, it is for a database.</summary>
    private void CheckForeignKey(ISymbol member, int key, Report report)
    {
        if (member.FindForeignKey() is not null)
        {
            report.AddFixable(Descriptors.ForeignKey, member, Hints.Of(key), type.Name, member.Name);
        }
    }
}
