using System.Collections.Immutable;
using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

[SessionSchema(1), MessagePackObject]
public sealed partial record Boxes
{
    [Key(0)] public required Box<int> Number { get; init; }
    [Key(1)] public required Box<string> Text { get; init; }
    [Key(2)] public required Box<List<Box<Color>>> Deep { get; init; }
    [Key(3)] public required Dictionary<string, Box<Money>?> Map { get; init; }
    [Key(4)] public required (Box<byte[]> Bytes, Link<Point> Chain) Tuple { get; init; }
    [Key(5)] public Link<Box<Guid>>? Chain { get; init; }
    [Key(6)] public Cell<long>.Content Content { get; init; }
    [Key(7)] public Cell<Color>.Row<string>? Row { get; init; }
    [Key(8)] public Bounded<Level, string, Guid, Box<int>, Even.Pair>? Bounded { get; init; }
}

[SessionPart, MessagePackObject]
public sealed partial record Box<T>([property: Key(0)] T Value)
    where T : notnull
{
    [Key(1)] public ImmutableArray<T> More { get; init; }
    [Key(2)] public Dictionary<int, T>? Map { get; init; }
    [Key(3)] public Box<List<T>>? Wider { get; init; }
}

/// <summary>Constraints of every kind.</summary>
[SessionPart, MessagePackObject]
public sealed partial record Bounded<TEnum, TText, TBits, TClass, TStruct>(
    [property: Key(0)] TEnum Kind, [property: Key(1)] SortedSet<TText> Texts, [property: Key(2)] TBits? Bits, [property: Key(3)] TClass? Class, [property: Key(4)] List<TStruct?> Structs)
    where TEnum : struct, Enum
    where TText : class, IComparable<TText>
    where TBits : unmanaged
    where TClass : notnull, IEquatable<TClass>
    where TStruct : struct;

/// <summary>A part that contains itself, of any argument.</summary>
[SessionPart, MessagePackObject]
public sealed partial record Link<T>([property: Key(0)] T Value, [property: Key(1)] Link<T>? Next);

[SessionSchema(1), MessagePackObject]
public sealed partial record Chains([property: Key(0)] Link<string?> Texts, [property: Key(1)] Link<int?> Numbers);

/// <summary>A container that is generic, of parts that have no parameters, or one more.</summary>
public static partial class Cell<T>
    where T : struct
{
    [SessionPart, MessagePackObject]
    public partial struct Content
    {
        [Key(0)] public T Value { get; set; }
        [Key(1)] public T? Maybe { get; set; }
    }

    [SessionPart, MessagePackObject]
    public sealed partial class Row<TKey>
        where TKey : class, IComparable<TKey>
    {
        [Key(0)] public required TKey Key { get; init; }
        [Key(1)] public List<Content> Contents { get; init; } = [];
    }
}

[SessionSchema(1)]
public sealed partial record Outcomes
{
    [Key(0)] public required Outcome<Money> Money { get; init; }
    [Key(1)] public required List<Outcome<List<int>>> Lists { get; init; }
    [Key(2)] public Outcome<string>.Done? Done { get; init; }
    [Key(3)] public Animal? Animal { get; init; }
    [Key(4)] public required ImmutableArray<Command> Commands { get; init; }
}

/// <summary>A union whose cases hold what it is a union of.</summary>
[SessionUnion]
public abstract partial record Outcome<T>
{
    [Case(0)] public sealed partial record Done([property: Key(0)] T Value) : Outcome<T>;

    [Case(1)] public sealed partial record Failed([property: Key(0)] string Why, [property: Key(1)] Outcome<T>? Before) : Outcome<T>;
}

/// <summary>A union whose values are a case as well.</summary>
[SessionUnion, Case(0)]
public partial record Animal
{
    [Key(0)] public required string Name { get; init; }
}

[Case(1)]
public sealed partial record Dog : Animal
{
    [Key(1)] public int Tricks { get; init; }
}

public abstract record Identified<TId>
{
    [Key(0)] public required TId Id { get; init; }
}

/// <summary>A union on a base that is generic.</summary>
[SessionUnion]
public abstract partial record Command : Identified<Guid>
{
    public abstract string Verb { get; }

    public sealed partial record Unknown
    {
        public override string Verb => "ignore";
    }
}

[Case(4)]
public sealed partial record Rename([property: Key(1)] string To) : Command
{
    [IgnoreMember] public override string Verb => "rename";
}
