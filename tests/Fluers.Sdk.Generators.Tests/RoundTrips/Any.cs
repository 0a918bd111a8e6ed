using System.Collections;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>Random values of any type that can be stored, built from the type's own members.</summary>
internal static class Any
{
    private const int Depth = 3;

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Gen<string> Text = Gen.Frequency(
        (10, Gen.String[Gen.Char.AlphaNumeric, 0, 40]), (10, Gen.String[Gen.Char['\u0000', '\uD7FF'], 0, 300]), (5, Gen.OneOf("", "ä€😀\0")), (1, Gen.Const(new string('x', 70_000))));

    private static readonly Dictionary<Type, Gen<object?>> Scalars = new()
    {
        [typeof(bool)] = Boxed(Gen.Bool), [typeof(char)] = Boxed(Gen.Char), [typeof(sbyte)] = Boxed(Gen.SByte), [typeof(byte)] = Boxed(Gen.Byte),
        [typeof(short)] = Boxed(Gen.Short), [typeof(ushort)] = Boxed(Gen.UShort), [typeof(int)] = Boxed(Gen.Int), [typeof(uint)] = Boxed(Gen.UInt),
        [typeof(long)] = Boxed(Gen.Long), [typeof(ulong)] = Boxed(Gen.ULong), [typeof(float)] = Boxed(Gen.Float), [typeof(double)] = Boxed(Gen.Double),
        [typeof(decimal)] = Boxed(Gen.Decimal), [typeof(string)] = Boxed(Text), [typeof(byte[])] = Boxed(Gen.Byte.Array[0, 300]),
        [typeof(ReadOnlyMemory<byte>)] = Boxed(Gen.Byte.Array[0, 20].Select(bytes => new ReadOnlyMemory<byte>(bytes))),
        [typeof(Guid)] = Boxed(Gen.Guid), [typeof(TimeSpan)] = Boxed(Gen.TimeSpan),
        [typeof(DateTimeOffset)] = Boxed(Gen.Select(Gen.Long[0, new DateTime(9990, 1, 1).Ticks], Gen.Int[-840, 840])
            .Select((ticks, minutes) => new DateTimeOffset(ticks + TimeSpan.TicksPerDay, TimeSpan.FromMinutes(minutes)))),
        [typeof(JsonElement)] = Boxed(Gen.OneOf(Text.Select(text => JsonSerializer.SerializeToElement(text)), Gen.OneOf("null", "[1.500]", """{"a":{}}""").Select(json => JsonElement.Parse(json)))),
        [typeof(Half)] = Boxed(Gen.Float.Select(number => (Half)number)),
        [typeof(Int128)] = Boxed(Gen.Select(Gen.ULong, Gen.ULong, (upper, lower) => new Int128(upper, lower))),
        [typeof(UInt128)] = Boxed(Gen.Select(Gen.ULong, Gen.ULong, (upper, lower) => new UInt128(upper, lower))),
        [typeof(BigInteger)] = Boxed(Gen.Byte.Array[0, 40].Select(bytes => new BigInteger(bytes))),
        [typeof(Rune)] = Boxed(Gen.OneOf(Gen.Int[0, 0xD7FF], Gen.Int[0xE000, 0x10FFFF]).Select(number => new Rune(number))),
        [typeof(Uri)] = Boxed(Gen.OneOf("https://example.com/a?b=c#d", "relative/path", "http://EXAMPLE.com:80/%41 ä").Select(text => new Uri(text, UriKind.RelativeOrAbsolute))),
        [typeof(Version)] = Boxed(Gen.OneOf("1.2", "1.2.3", "1.2.3.4").Select(Version.Parse)),
        [typeof(DateOnly)] = Boxed(Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(DateOnly.FromDayNumber)),
        [typeof(TimeOnly)] = Boxed(Gen.Long[0, TimeOnly.MaxValue.Ticks].Select(ticks => new TimeOnly(ticks))),
        [typeof(DateTime)] = Boxed(Gen.Long[0, DateTime.MaxValue.Ticks].Select(ticks => new DateTime(ticks, DateTimeKind.Utc))),
        [typeof(Memory<byte>)] = Boxed(Gen.Byte.Array[0, 20].Select(bytes => new Memory<byte>(bytes))),
        [typeof(JsonNode)] = Boxed(Gen.OneOf(Text.Select(text => (JsonNode)text!), Gen.OneOf("[1.500]", """{"a":{"b":[null,true]}}""", "0.10").Select(json => JsonNode.Parse(json)!))),
        [typeof(JsonObject)] = Boxed(Text.Select(text => new JsonObject { ["ä\"<"] = text, ["none"] = null })),
        [typeof(JsonArray)] = Boxed(Text.Select(text => new JsonArray(text, 1, null, JsonNode.Parse("1e400")))),
    };

    public static Gen<T> Of<T>() => For(typeof(T), isNullable: false, Depth).Select(value => (T)value!);

    private static Gen<object?> For(Type type, bool isNullable, int depth, NullabilityInfo? info = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return For(underlying, isNullable: true, depth, info);
        }

        if (isNullable)
        {
            Gen<object?> none = Gen.Const((object?)null);
            return depth <= 0 ? none : Gen.Frequency((1, none), (3, For(type, isNullable: false, depth, info)));
        }

        return Scalars.TryGetValue(type, out Gen<object?>? scalar) ? scalar
            : type == typeof(Shade) ? Gen.OneOf(Shade.Light, Shade.Dark).Select(shade => (object?)shade)   // stored by name, so it has one
            : type.IsEnum ? Gen.SByte.Select(number => (object?)Enum.ToObject(type, number))
            : type.IsArray && type.GetArrayRank() > 1 ? Grid(type, info, depth)
            : type.IsArray ? Sequence(type.GetElementType()!, info?.ElementType, depth)
            : type.GetInterfaces().Prepend(type).Any(face => face == typeof(IEnumerable)) ? Collection(type, info, depth)
            : type.IsGenericType && (type.IsAssignableTo(typeof(ITuple)) || type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)) ? Tuple(type, info, depth)
            : type.GetCustomAttribute<SessionUnionAttribute>() is not null ? Union(type, depth)
            : Object(type, depth - 1);
    }

    private static Gen<object?> Collection(Type type, NullabilityInfo? info, int depth)
    {
        Type[] types = type.GetGenericArguments();
        NullabilityInfo[] infos = info?.GenericTypeArguments ?? [];
        return types.Length == 1
            ? Sequence(types[0], infos.FirstOrDefault(), depth).Select(items => Collections.Sequence(type, (Array)items!))
            : Gen.Select(Sequence(types[0], null, depth), Sequence(types[1], infos.LastOrDefault(), depth), (keys, values) => Collections.Map(type, (Array)keys!, (Array)values!));
    }

    private static Gen<object?> Sequence(Type element, NullabilityInfo? info, int depth) =>
        Gen.Int[0, Math.Max(depth, 0)].SelectMany(count => All([.. Enumerable.Repeat(For(element, IsNullable(info), depth - 1, info), count)])).Select(items =>
        {
            var array = Array.CreateInstance(element, items.Count);
            ((ICollection)items).CopyTo(array, 0);
            return (object?)array;
        });

    private static Gen<object?> Grid(Type type, NullabilityInfo? info, int depth) =>
        Gen.Int[0, 2].Array[type.GetArrayRank()].SelectMany(lengths =>
        {
            NullabilityInfo? element = info?.ElementType;
            int count = lengths.Aggregate(1, (product, length) => product * length);
            return All([.. Enumerable.Repeat(For(type.GetElementType()!, IsNullable(element), depth - 1, element), count)])
                .Select(items => (object?)Collections.Grid(type.GetElementType()!, lengths, items));
        });

    private static Gen<object?> Tuple(Type type, NullabilityInfo? info, int depth)
    {
        NullabilityInfo[] infos = info?.GenericTypeArguments ?? [];
        return All([.. type.GetGenericArguments().Select((part, i) => For(part, i < infos.Length && IsNullable(infos[i]), depth - 1, infos.ElementAtOrDefault(i)))])
            .Select(parts => Activator.CreateInstance(type, [.. parts]));
    }

    private static Gen<object?> Union(Type union, int depth)
    {
        IEnumerable<Gen<object?>> cases = union.Assembly.GetTypes()
            .Select(type => Closed(type, union))
            .Where(type => type.IsAssignableTo(union) && type.GetCustomAttribute<CaseAttribute>() is not null && (depth > 0 || type.GetProperty("Blocks") is null))
            .Select(type => Object(type, depth - 1));
        Gen<object?> unknown = Gen.Select(Gen.Int[1000, 100_000], Gen.OneOf(Text.Select(text => MessagePackSerializer.Serialize(text)), Gen.Int.Select(number => MessagePackSerializer.Serialize(number))))
            .Select((tag, payload) => Activator.CreateInstance(Closed(union.GetNestedType("Unknown")!, union), tag, new ReadOnlyMemory<byte>(payload)));
        return Gen.OneOf([unknown, .. cases]);
    }

    /// <summary>A type inside a generic union is generic as well, by the union's own parameters.</summary>
    private static Type Closed(Type type, Type union) => union.IsGenericType && type.DeclaringType == union.GetGenericTypeDefinition() && type.GetGenericArguments().Length == union.GetGenericArguments().Length
        ? type.MakeGenericType(union.GetGenericArguments())
        : type;

    /// <summary>Calls the constructor with most parameters, then sets what it has not set.</summary>
    private static Gen<object?> Object(Type type, int depth)
    {
        ConstructorInfo? constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length);
        ParameterInfo[] parameters = constructor?.GetParameters() ?? [];
        MemberInfo[] members =
        [
            .. Declared.KeyedMembers(type).Where(member => !parameters.Any(parameter => string.Equals(parameter.Name, member.Name, char.IsUpper(parameter.Name![0]) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))),
        ];
        Gen<object?>[] values =
        [
            .. parameters.Select(parameter => Typed(parameter.ParameterType, parameter.Member, () => Nullability.Create(parameter), depth, parameter.Position)),
            .. members.Select(member => member is PropertyInfo property
                ? Typed(property.PropertyType, member, () => Nullability.Create(property), depth)
                : Typed(((FieldInfo)member).FieldType, member, () => Nullability.Create((FieldInfo)member), depth)),
        ];
        return All(values).Select(all =>
        {
            object? made = constructor is null ? Activator.CreateInstance(type) : constructor.Invoke([.. all.Take(parameters.Length)]);
            foreach ((MemberInfo member, object? value) in members.Zip(all.Skip(parameters.Length)))
            {
                (member as PropertyInfo)?.SetValue(made, value);
                (member as FieldInfo)?.SetValue(made, value);
            }

            return made;
        });
    }

    private static Gen<object?> Typed(Type type, MemberInfo member, Func<NullabilityInfo> info, int depth, int parameter = 0)
    {
        // Of a type argument nobody knows afterwards whether it may be null.
        MemberInfo open = member.DeclaringType is { IsGenericType: true } closed ? closed.GetGenericTypeDefinition().GetMemberWithSameMetadataDefinitionAs(member) : member;
        Type declared = open switch
        {
            MethodBase method => method.GetParameters()[parameter].ParameterType,
            PropertyInfo property => property.PropertyType,
            FieldInfo field => field.FieldType,
            _ => type,
        };
        NullabilityInfo found;
        lock (Nullability)
        {
            found = info();
        }

        return declared.ContainsGenericParameters
            ? For(type, !declared.IsGenericParameter && IsNullable(found), depth)
            : For(type, IsNullable(found), depth, found);
    }

    private static bool IsNullable(NullabilityInfo? info) => info?.ReadState == NullabilityState.Nullable;

    private static Gen<ImmutableList<object?>> All(IReadOnlyCollection<Gen<object?>> values) =>
        values.Aggregate(Gen.Const(ImmutableList<object?>.Empty), (all, next) => Gen.Select(all, next, (list, value) => list.Add(value)));

    private static Gen<object?> Boxed<T>(Gen<T> values) => values.Select(value => (object?)value);
}
