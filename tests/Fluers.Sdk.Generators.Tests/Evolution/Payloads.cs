using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using MessagePack;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// Whether nothing that a shape stored was lost on a way through other builds. Numbers may be spelled in another way, an absent
/// optional member as its default, and more members may have come.
/// </summary>
internal sealed class Payloads(SchemaShape shape)
{
    /// <summary>The first difference; <see langword="null"/> where nothing was lost.</summary>
    public string? FirstLoss(byte[] before, byte[] after) => FirstLoss(Parse(before), Parse(after));

    /// <summary>The first difference of two trees.</summary>
    public string? FirstLoss(object? before, object? after) => Members(((PartShape)shape.Root).Members, before, after, "");

    private string? Members(EquatableArray<MemberShape> members, object? before, object? after, string path)
    {
        if (before is not object?[] old || after is not object?[] now)
        {
            return Same(before, after, path);
        }

        for (int key = 0; key < old.Length; key++)
        {
            MemberShape? member = members.FirstOrDefault(found => found.Key == key && !found.IsRetired);
            object? value = key < now.Length ? now[key] : null;
            string at = $"{path}.{member?.Name ?? key.ToString(CultureInfo.InvariantCulture)}";
            if (member is null && old[key] is null)
            {
                continue;   // a build that knows the key may write its default there
            }

            if ((member is null ? Same(old[key], value, at) : Value(member.Type, old[key], value, at)) is { } loss)
            {
                return loss;
            }
        }

        return null;
    }

    private string? Value(TypeShape type, object? before, object? after, string path)
    {
        if (before is null || after is null)
        {
            return Same(before, after, path);
        }

        switch (type.Form)
        {
            case TypeForm.Set when type.Arguments[0].Form == TypeForm.Named && before is object?[] old && after is object?[] now:
                return old.Length == now.Length && old.All(element => now.Any(found => Value(type.Arguments[0], element, found, path) is null)) ? null : $"{path}: elements of a set differ";
            case TypeForm.Set when before is object?[] old && after is object?[] now:
                return Same(InOrder(old), InOrder(now), path);   // which element comes first, each kind of set decides
            case TypeForm.List or TypeForm.Tuple when before is object?[] old && after is object?[] now:
                return old.Length != now.Length
                    ? $"{path}: {old.Length} elements became {now.Length}"
                    : old.Select((element, i) => Value(type.Arguments[type.Form == TypeForm.Tuple ? i : 0], element, now[i], $"{path}[{i}]")).FirstOrDefault(loss => loss is not null);
            case TypeForm.Map when before is Dictionary<object, object?> old && after is Dictionary<object, object?> now:
                return old.Select(pair => now.TryGetValue(pair.Key, out object? value) ? Value(type.Arguments[1], pair.Value, value, $"{path}[{pair.Key}]") : $"{path}[{pair.Key}] is gone")
                    .FirstOrDefault(loss => loss is not null);
            case TypeForm.Named when shape.Find(type.Name) is PartShape part:
                return Members(part.Members, before, after, path);
            case TypeForm.Named when shape.Find(type.Name) is UnionShape union && before is object?[] old && after is object?[] now:
                CaseShape? @case = union.Cases.FirstOrDefault(found => !found.IsRetired && Equals(Number(old[0]), (double)found.Tag));
                return Same(old[0], now[0], path + ".tag")
                    ?? (@case is null ? Same(old[1], now[1], path) : Members(@case.Members, old[1], now[1], path));
            default:
                return Same(before, after, path);
        }
    }

    private static object?[] InOrder(object?[] elements) => [.. elements.OrderBy(element => Convert.ToString(element, CultureInfo.InvariantCulture), StringComparer.Ordinal)];

    /// <summary>Whether two values mean the same.</summary>
    public static string? Same(object? before, object? after, string path) => (before, after) switch
    {
        (object?[] one, object?[] other) when one.Length == other.Length =>
            one.Select((element, i) => Same(element, other[i], $"{path}[{i}]")).FirstOrDefault(loss => loss is not null),
        (Dictionary<object, object?> one, Dictionary<object, object?> other) when one.Count == other.Count =>
            one.Select(pair => Same(pair.Value, other.GetValueOrDefault(pair.Key), $"{path}[{pair.Key}]")).FirstOrDefault(loss => loss is not null),
        (byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other) ? null : $"{path}: bytes differ",
        _ when Equals(before, after) => null,
        _ when Number(before) is { } one && Number(after) is { } other && one.Equals(other) => null,
        _ => string.Create(CultureInfo.InvariantCulture, $"{path}: {before ?? "nil"} became {after ?? "nil"}"),
    };

    /// <summary>Numbers of the tests fit into this one but for the longest integers, which compare as they are.</summary>
    public static double? Number(object? value) => value is byte or sbyte or short or ushort or int or uint or long or ulong or float or double
        ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
        : null;

    /// <summary>A payload as a tree.</summary>
    public static object? Parse(byte[] bytes)
    {
        var reader = new MessagePackReader(bytes);
        return Read(ref reader);
    }

    private static object? Read(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                return null;
            case MessagePackType.Boolean:
                return reader.ReadBoolean();
            case MessagePackType.Integer:
                return reader.NextCode is MessagePackCode.UInt64 ? reader.ReadUInt64() : reader.ReadInt64();
            case MessagePackType.Float:
                return reader.ReadDouble();
            case MessagePackType.String:
                return reader.ReadString();
            case MessagePackType.Binary:
                return System.Buffers.BuffersExtensions.ToArray(reader.ReadBytes()!.Value);
            case MessagePackType.Extension:
                return reader.ReadDateTime();
            case MessagePackType.Map:
                int entries = reader.ReadMapHeader();
                var map = new Dictionary<object, object?>(entries);
                for (int i = 0; i < entries; i++)
                {
                    map.Add(Read(ref reader)!, Read(ref reader));
                }

                return map;
            default:
                var items = new object?[reader.ReadArrayHeader()];
                for (int i = 0; i < items.Length; i++)
                {
                    items[i] = Read(ref reader);
                }

                return items;
        }
    }
}
