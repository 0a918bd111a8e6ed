using System.Text.Json;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Cli.Decoding;

/// <summary>Turns MessagePack into JSON with names, by a shape. Objects, unions and enums are here.</summary>
/// <param name="json">Takes the values.</param>
/// <param name="opaque">Takes the places that the shape does not describe.</param>
internal sealed partial class ValueDecoder(Utf8JsonWriter json, List<string> opaque)
{
    private readonly Stack<string> _path = new();
    private SchemaShape _shape = null!;

    /// <exception cref="SessionCorruptException">The bytes do not have the shape.</exception>
    public void WriteRoot(ref SessionReader reader, SchemaShape shape)
    {
        _shape = shape;
        try
        {
            WriteShape(ref reader, shape.Root);
        }
        catch (SessionCorruptException e) when (_path.Count > 0)
        {
            throw new SessionCorruptException($"{e.Reason}, at {Path}", e.Offset, e);
        }
    }

    /// <summary>Writes a value that nothing is known of: <c>{ "$opaque": base64, "$why": … }</c>.</summary>
    public void WriteOpaque(ref SessionReader reader, string why)
    {
        opaque.Add(_path.Count == 0 ? why : $"{Path}: {why}");
        json.WriteStartObject();
        json.WriteBase64String("$opaque", reader.ReadRaw());
        json.WriteString("$why", why);
        json.WriteEndObject();
    }

    private string Path => string.Join('.', _path.Reverse());

    private void Write(ref SessionReader reader, TypeShape type)
    {
        if (reader.TryReadNil())
        {
            if (!type.IsNullable && !IsJson(type))
            {
                throw reader.Corrupt($"null stands where {type} is due");
            }

            json.WriteNullValue();
            return;
        }

        switch (type.Form)
        {
            case TypeForm.Scalar:
                WriteScalar(ref reader, type.Name);
                break;
            case TypeForm.Named when _shape.Find(type.Name) is { } named:
                WriteShape(ref reader, named);
                break;
            case TypeForm.List or TypeForm.Set:
                WriteElements(ref reader, type.Arguments[0], reader.ReadArrayHeader());
                break;
            case TypeForm.Map:
                WriteMap(ref reader, type.Arguments[0], type.Arguments[1]);
                break;
            case TypeForm.Tuple:
                WriteTuple(ref reader, type.Arguments);
                break;
            case TypeForm.Grid:
                WriteGrid(ref reader, type);
                break;
            case TypeForm.Formatter:
                WriteOpaque(ref reader, $"it is written by the formatter {type.Name}");
                break;
            default:
                WriteOpaque(ref reader, $"the lock does not describe {type}");
                break;
        }
    }

    private void WriteShape(ref SessionReader reader, NamedShape shape)
    {
        switch (shape)
        {
            case PartShape part:
                json.WriteStartObject();
                WriteMembers(ref reader, part.Members);
                json.WriteEndObject();
                break;
            case UnionShape union:
                WriteUnion(ref reader, union);
                break;
            case EnumShape numbers:
                decimal number = ReadNumber(ref reader, numbers.Underlying);
                if (NameOf(numbers, number) is { } name)
                {
                    json.WriteStringValue(name);
                }
                else
                {
                    json.WriteNumberValue(number);
                }

                break;
        }
    }

    private void WriteUnion(ref SessionReader reader, UnionShape union)
    {
        int tag = reader.EnterUnion();
        json.WriteStartObject();
        if (union.Cases.FirstOrDefault(@case => @case.Tag == tag && !@case.IsRetired) is { } known)
        {
            _path.Push(known.Name);
            json.WriteString("$case", known.Name);
            WriteMembers(ref reader, known.Members);
            _path.Pop();
        }
        else
        {
            json.WriteNumber("$case", tag);
            json.WritePropertyName("$value");
            WriteOpaque(ref reader, $"{union.Name} has no case with tag {tag}");
        }

        json.WriteEndObject();
        reader.LeaveObject();
    }

    private void WriteMembers(ref SessionReader reader, EquatableArray<MemberShape> members)
    {
        int count = reader.EnterObject();
        int known = 0;
        for (int key = 0; key < count; key++)
        {
            while (known < members.Count && members[known].Key < key)
            {
                known++;
            }

            MemberShape? member = known < members.Count && members[known].Key == key && !members[known].IsRetired ? members[known] : null;
            WriteMember(ref reader, key, member);
        }

        if (members.FirstOrDefault(member => member.Key >= count && member is { IsRequired: true, IsRetired: false }) is { } missing)
        {
            throw reader.Corrupt($"the required member {missing.Name} (key {missing.Key}) is missing");
        }

        reader.LeaveObject();
    }

    private void WriteMember(ref SessionReader reader, int key, MemberShape? member)
    {
        if (member is null)
        {
            if (!reader.TryReadNil())
            {
                json.WritePropertyName($"$key{key}");
                _path.Push($"$key{key}");
                WriteOpaque(ref reader, "no member has this key");
                _path.Pop();
            }

            return;
        }

        _path.Push(member.Name);
        if (!member.IsRequired && !member.Type.IsNullable && reader.TryReadNil())
        {
            // Absent: the default counts, and nothing is written for it.
            _path.Pop();
            return;
        }

        json.WritePropertyName(member.Name);
        Write(ref reader, member.Type);
        _path.Pop();
    }

    private static string? NameOf(EnumShape numbers, decimal number) => numbers.Values.FirstOrDefault(value => value.Number == number && !value.IsRetired)?.Name;

    private static decimal ReadNumber(ref SessionReader reader, string scalar) => scalar == "ulong" ? reader.ReadUInt64() : reader.ReadInt64();

    private static bool IsJson(TypeShape type) => type is { Form: TypeForm.Scalar, Name: "json" };
}
