using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Cli.Decoding;

// Sequences, maps, tuples and grids.
internal sealed partial class ValueDecoder
{
    private void WriteElements(ref SessionReader reader, TypeShape element, int count)
    {
        json.WriteStartArray();
        for (int i = 0; i < count; i++)
        {
            _path.Push(string.Create(CultureInfo.InvariantCulture, $"[{i}]"));
            Write(ref reader, element);
            _path.Pop();
        }

        json.WriteEndArray();
    }

    /// <summary>An object where the keys are texts or whole numbers, and pairs of key and value where they are anything else.</summary>
    private void WriteMap(ref SessionReader reader, TypeShape key, TypeShape value)
    {
        int count = reader.ReadMapHeader();
        bool isObject = IsName(key);
        if (isObject)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartArray();
        }

        for (int i = 0; i < count; i++)
        {
            if (isObject)
            {
                string name = ReadName(ref reader, key);
                _path.Push(name);
                json.WritePropertyName(name);
                Write(ref reader, value);
                _path.Pop();
            }
            else
            {
                json.WriteStartObject();
                json.WritePropertyName("key");
                Write(ref reader, key);
                json.WritePropertyName("value");
                Write(ref reader, value);
                json.WriteEndObject();
            }
        }

        if (isObject)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteEndArray();
        }
    }

    /// <summary>A tuple of more than seven parts has the others in a tuple of its own, in eighth place.</summary>
    private void WriteTuple(ref SessionReader reader, EquatableArray<TypeShape> parts)
    {
        reader.ReadTupleHeader(parts.Count);
        json.WriteStartArray();
        foreach (TypeShape part in parts)
        {
            Write(ref reader, part);
        }

        json.WriteEndArray();
    }

    private void WriteGrid(ref SessionReader reader, TypeShape grid)
    {
        Span<int> lengths = stackalloc int[grid.Rank];
        int count = reader.ReadGridHeader(lengths);
        json.WriteStartObject();
        json.WriteStartArray("lengths");
        foreach (int length in lengths)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WritePropertyName("elements");
        WriteElements(ref reader, grid.Arguments[0], count);
        json.WriteEndObject();
    }

    private bool IsName(TypeShape key) => !key.IsNullable && key.Form switch
    {
        TypeForm.Scalar => key.Name is "string" or "guid" or "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong",
        TypeForm.Named => _shape.Find(key.Name) is EnumShape,
        _ => false,
    };

    private string ReadName(ref SessionReader reader, TypeShape key)
    {
        if (key.Form == TypeForm.Scalar && key.Name is "string")
        {
            return reader.ReadString();
        }

        if (key.Form == TypeForm.Scalar && key.Name is "guid")
        {
            return reader.ReadGuid().ToString();
        }

        var numbers = key.Form == TypeForm.Named ? (EnumShape)_shape.Find(key.Name)! : null;
        decimal number = ReadNumber(ref reader, numbers?.Underlying ?? key.Name);
        return (numbers is null ? null : NameOf(numbers, number)) ?? number.ToString(CultureInfo.InvariantCulture);
    }
}
