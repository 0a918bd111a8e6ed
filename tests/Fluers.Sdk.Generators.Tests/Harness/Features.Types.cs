namespace Fluers.Sdk.Generators.Tests.Harness;

// Types that have more to them than members: bases, parameters, names that others have too.
internal static partial class Features
{
    /// <summary>A part with type parameters, and one inside a type that has them.</summary>
    public const string GenericParts = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Box<T>([property: Key(0)] T Value, [property: Key(1)] Box<List<T>>? Wider)
            where T : notnull
        {
            [Key(2)] public T? Spare { get; init; }
        }
        public partial interface IShelf<T>
            where T : struct
        {
            [SessionPart] public partial struct Slot<TKey> { [Key(0)] public T Value { get; set; } [Key(1)] public required TKey Key { get; set; } }
        }
        """;

    /// <summary>A part that closes generic ones.</summary>
    public const string ClosedGenerics = """
        namespace Shop;
        [SessionPart] public sealed partial record Crate<T>([property: Key(0)] T Value);
        [SessionPart]
        public sealed partial record Store
        {
            [Key(0)] public required Crate<int> Number { get; init; }
            [Key(1)] public Crate<string?>? Text { get; init; }
            [Key(2)] public required List<Crate<Crate<Guid>[]>> Deep { get; init; }
        }
        """;

    /// <summary>A union with a type parameter, which its cases share.</summary>
    public const string GenericUnion = """
        namespace Shop;
        [SessionUnion]
        public abstract partial record Outcome<T>
        {
            [Case(0)] public sealed partial record Done([property: Key(0)] T Value) : Outcome<T>;
        }
        """;

    /// <summary>A union that is a case of itself, on a generic base.</summary>
    public const string ConcreteUnion = """
        namespace Shop;
        public abstract class Identified<TId> { [Key(0)] public required TId Id { get; init; } }
        [SessionUnion, Case(0)]
        public partial class Animal : Identified<Guid>
        {
            [Case(1)] public sealed partial class Dog : Animal { [Key(1)] public int Tricks { get; set; } }
        }
        """;

    /// <summary>Formatters of the user's own, on a member, on a type, and closed with the member's type.</summary>
    public const string CustomFormatters = """
        using MessagePack.Formatters;
        namespace Shop;
        public sealed class AnyFormatter<T>(string unit) : IMessagePackFormatter<T?>
        {
            public static readonly AnyFormatter<T> Instance = new("none");
            public AnyFormatter() : this("") { }
            public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options) => writer.Write(unit);
            public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => default;
        }
        [MessagePackFormatter(typeof(AnyFormatter<Celsius>), "°C")] public readonly record struct Celsius(double Degrees);
        [SessionPart]
        public sealed partial record Reading
        {
            [Key(0)] public required Celsius Celsius { get; init; }
            [Key(1), MessagePackFormatter(typeof(AnyFormatter<>))] public string? Note { get; init; }
            [Key(2)] public ImmutableArray<Celsius?> All { get; init; }
        }
        """;

    /// <summary>Members from bases: required, overridden, hidden, read only; and those that only the type itself sees.</summary>
    public const string Bases = """
        namespace Shop;
        public abstract class Root
        {
            [Key(0)] public required string Id { get; set; }
            [Key(1)] public virtual int Rank { get; set; } = 1;
            [Key(2)] public int Level { get; set; }
            [IgnoreMember] public virtual string Title => Id;
        }
        [SessionPart]
        public partial class Trunk(Guid key) : Root
        {
            [Key(3)] public Guid Key { get; } = key;
            public override int Rank { get; set; } = 2;
            public override string Title => "trunk";
        }
        [SessionPart]
        public sealed partial class Leaf : Trunk
        {
            public Leaf() : base(Guid.Empty) { }
            [SerializationConstructor] private Leaf(Guid key, int depth = 7) : base(key) => Depth = depth;
            [Key(2)] public new long Level { get; set; }
            [Key(4)] internal int Depth { get; }
            [Key(5)] private List<int> Secrets { get; set; } = [];
        }
        """;

    /// <summary>Types in no namespace, of one name in two namespaces, and of names that differ by case only.</summary>
    public const string SameNames = """
        [SessionPart] public sealed partial record Nowhere([property: Key(0)] First.Twin? A, [property: Key(1)] Second.Twin? B, [property: Key(2)] Second.twin? C);
        namespace First { [SessionPart] public sealed partial record Twin; }
        namespace Second
        {
            [SessionPart] public sealed partial record Twin;
        #pragma warning disable CS8981
            [SessionPart] public sealed partial record twin;
        }
        """;

    /// <summary>As many members as need a longer header.</summary>
    public const string SixteenMembers = """
        namespace Shop;
        [SessionPart]
        public sealed partial record Sixteen(
            [property: Key(0)] int A, [property: Key(1)] int B, [property: Key(2)] int C, [property: Key(3)] int D, [property: Key(4)] int E, [property: Key(5)] int F,
            [property: Key(6)] int G, [property: Key(7)] int H, [property: Key(8)] int I, [property: Key(9)] int J, [property: Key(10)] int K, [property: Key(11)] int L,
            [property: Key(12)] int M, [property: Key(13)] int N, [property: Key(14)] int O, [property: Key(15)] int P = -1);
        """;
}
