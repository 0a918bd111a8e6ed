using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>The collections that are an array or a map on the wire: one row each.</summary>
internal static class CollectionTypes
{
    private const string Generic = "System.Collections.Generic";
    private const string Immutable = "System.Collections.Immutable";
    private const string Frozen = "System.Collections.Frozen";
    private const string ObjectModel = "System.Collections.ObjectModel";
    private const string Concurrent = "System.Collections.Concurrent";

    private const string ToArray = "global::System.Linq.Enumerable.ToArray(items)";
    private const string Reverse = "global::System.Array.Reverse(items);";

    // Not the framework's own extension: some libraries carry a public type of its name for older frameworks, and then it is ambiguous.
    private const string TryAdd = "global::Fluers.Sdk.Wire.SessionReader.TryAdd(items, key, item)";

    /// <summary>An array of one dimension. What is read into an array and then handed on is of this form too.</summary>
    public static CollectionForm Array { get; } = new()
    {
        Count = "items.Length",
        New = "reader.NewArray<{0}>(count)",
        IsArray = true,
        Add = "items[i] = {1};",
    };

    private static CollectionForm Counted { get; } = Array with { Count = "items.Count" };

    /// <summary>A list that is only read.</summary>
    public static CollectionForm ReadOnlyList => Counted;

    private static CollectionForm List { get; } = Filled($"{Generic}.List", "Add", "(reader.Capacity<{0}>(count))");

    /// <summary>A set without an order.</summary>
    public static CollectionForm HashSet { get; } = Set($"new global::{Generic}.HashSet<{{0}}>(reader.Buckets<{{0}}>(count), {{2}})");

    private static CollectionForm ImmutableSet { get; } = Set($"global::{Immutable}.ImmutableHashSet.CreateBuilder<{{0}}>({{2}})") with { Done = "items.ToImmutable()" };

    // The element that is written first is the top, and what is pushed last becomes the top.
    private static CollectionForm Stack { get; } = Counted with { Turn = Reverse, Done = $"new global::{Generic}.Stack<{{0}}>(items)" };

    private static CollectionForm ImmutableStack { get; } = Copied($"{Immutable}.ImmutableStack.Create<{{0}}>") with { Turn = Reverse };

    private static CollectionForm ImmutableQueue { get; } = Copied($"{Immutable}.ImmutableQueue.Create<{{0}}>");

    /// <summary>A map without an order.</summary>
    public static CollectionForm Dictionary { get; } = Map($"new global::{Generic}.Dictionary<{{0}}>(reader.Buckets<{{0}}>(count), {{2}})") with { Add = "items.TryAdd(key, item)" };

    private static CollectionForm ImmutableDictionary { get; } =
        Map($"global::{Immutable}.ImmutableDictionary.CreateBuilder<{{0}}>({{2}})") with { Done = "items.ToImmutable()" };

    /// <summary>The form of a collection; <see langword="null"/> for other types.</summary>
    public static CollectionForm? FormOf(INamedTypeSymbol type)
    {
        if (type.Arity is not (1 or 2) || type.ContainingType is not null)
        {
            return null;
        }

        return (type.ContainingNamespace.ToDisplayString(), type.MetadataName) switch
        {
            (Generic, "List`1") => List with { Walk = "global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items)" },
            (Generic, "IList`1" or "ICollection`1") => List,
            (Generic, "IReadOnlyList`1" or "IReadOnlyCollection`1") => Counted,
            (Generic, "IEnumerable`1") => Array with { Snapshot = ToArray },
            (Generic, "LinkedList`1") => Filled($"{Generic}.LinkedList", "AddLast"),
            (Generic, "Queue`1") => Filled($"{Generic}.Queue", "Enqueue", "(reader.Capacity<{0}>(count))"),
            (Generic, "Stack`1") => Stack,
            (Generic, "HashSet`1" or "ISet`1" or "IReadOnlySet`1") => HashSet,
            (Generic, "SortedSet`1") => Set($"new global::{Generic}.SortedSet<{{0}}>({{2}})") with { IsSorted = true },
            (ObjectModel, "Collection`1" or "ObservableCollection`1") => Filled($"{ObjectModel}.{type.Name}", "Add"),
            (ObjectModel, "ReadOnlyCollection`1") => Counted with { Done = $"new global::{ObjectModel}.ReadOnlyCollection<{{0}}>(items)" },
            (Immutable, "ImmutableArray`1") => Array with
            {
                Count = "items.IsDefault ? 0 : items.Length",
                Walk = "items.AsSpan()",
                Done = "global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items)",
            },
            (Immutable, "ImmutableList`1" or "IImmutableList`1") =>
                new() { New = $"global::{Immutable}.ImmutableList.CreateBuilder<{{0}}>()", Add = "items.Add({1});", Done = "items.ToImmutable()" },
            (Immutable, "ImmutableHashSet`1" or "IImmutableSet`1") => ImmutableSet,
            (Immutable, "ImmutableSortedSet`1") =>
                ImmutableSet with { New = $"global::{Immutable}.ImmutableSortedSet.CreateBuilder<{{0}}>({{2}})", IsSorted = true },
            (Immutable, "ImmutableQueue`1" or "IImmutableQueue`1") => ImmutableQueue,
            (Immutable, "ImmutableStack`1" or "IImmutableStack`1") => ImmutableStack,
            (Frozen, "FrozenSet`1") => HashSet with { Done = $"global::{Frozen}.FrozenSet.ToFrozenSet(items, items.Comparer)" },

            (Generic, "Dictionary`2" or "IDictionary`2" or "IReadOnlyDictionary`2") => Dictionary,
            (Generic, "SortedDictionary`2") => Map($"new global::{Generic}.SortedDictionary<{{0}}>({{2}})") with { IsSorted = true },
            (Generic, "SortedList`2") => Map("new global::Fluers.Sdk.Wire.SortedListBuilder<{0}>(reader.Buckets<{0}>(count), {2})") with
            {
                Add = "items.TryAdd(key, item)",
                Done = "items.ToSortedList()",
                IsSorted = true,
            },
            (ObjectModel, "ReadOnlyDictionary`2") => Dictionary with { Done = $"new global::{ObjectModel}.ReadOnlyDictionary<{{0}}>(items)" },
            (Immutable, "ImmutableDictionary`2" or "IImmutableDictionary`2") => ImmutableDictionary,
            (Immutable, "ImmutableSortedDictionary`2") =>
                ImmutableDictionary with { New = $"global::{Immutable}.ImmutableSortedDictionary.CreateBuilder<{{0}}>({{2}})", IsSorted = true },
            (Frozen, "FrozenDictionary`2") => Dictionary with { Done = $"global::{Frozen}.FrozenDictionary.ToFrozenDictionary(items, items.Comparer)" },
            (Concurrent, "ConcurrentDictionary`2") =>
                Dictionary with { New = $"new global::{Concurrent}.ConcurrentDictionary<{{0}}>({{2}})", Snapshot = "items.ToArray()" },
            _ => null,
        };
    }

    private static CollectionForm Filled(string type, string add, string arguments = "()") =>
        new() { New = $"new global::{type}<{{0}}>{arguments}", Add = $"items.{add}({{1}});" };

    private static CollectionForm Copied(string create) => Array with { Snapshot = ToArray, Done = $"global::{create}(items)" };

    private static CollectionForm Set(string create) => new() { New = create, Add = "items.Add({1})", IsUnique = true };

    private static CollectionForm Map(string create) => new() { New = create, Add = TryAdd, IsUnique = true };
}
