using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints a pair of methods for each collection: an array or a map on the wire.</summary>
internal static class CollectionEmitter
{
    /// <summary>Prints the methods for a value, if it is a collection, and for the collections inside it.</summary>
    public static void Emit(SourceWriter source, ValueModel value, string name)
    {
        if (value.Kind == ValueKind.Sequence)
        {
            EmitSequence(source, value, name);
            Emit(source, value.Element!.NotNull, name + ValueModel.ItemSuffix);
        }
        else if (value.Kind == ValueKind.Map)
        {
            EmitMap(source, value, name);
            Emit(source, value.Element!.NotNull, name + ValueModel.MapValueSuffix);
        }
    }

    private static void EmitSequence(SourceWriter source, ValueModel value, string name)
    {
        ValueModel element = value.Element!;
        source.Line();
        source.Open($"private static void Write{name}(ref {Names.Writer} writer, {value.Type} items)");
        EmitNullCheck(source, value);
        (string count, string items) = value.Collection switch
        {
            CollectionKind.Array => ("items.Length", "items"),
            CollectionKind.ImmutableArray => ("items.IsDefault ? 0 : items.Length", "items.AsSpan()"),
            CollectionKind.List when value.Type.StartsWith("global::System.Collections.Generic.List<", StringComparison.Ordinal) =>
                ("items.Count", "global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items)"),
            _ => ("items.Count", "items"),
        };
        source.Line($"writer.WriteArrayHeader({count});");
        source.Open($"foreach ({element.Type} item in {items})");
        ValueText.Write(source, element, "item", name + ValueModel.ItemSuffix, "some");
        source.Close();
        source.Close();

        source.Line();
        source.Open($"private static {value.Type} Read{name}(ref {Names.Reader} reader)");
        source.Line("int count = reader.ReadArrayHeader();");
        bool isList = value.Collection == CollectionKind.List;
        source.Line(isList
            ? $"var items = new global::System.Collections.Generic.List<{element.Type}>(count);"
            : $"var items = {Names.Reader}.NewArray<{element.Type}>(count);");
        source.Open("for (int i = 0; i < count; i++)");
        string read = ValueText.Read(element, name + ValueModel.ItemSuffix);
        source.Line(isList ? $"items.Add({read});" : $"items[i] = {read};");
        source.Close();
        source.Line();
        source.Line(value.Collection switch
        {
            CollectionKind.ImmutableArray => "return global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items);",
            CollectionKind.ImmutableList => $"return global::System.Collections.Immutable.ImmutableList.Create(items);",
            _ => "return items;",
        });
        source.Close();
    }

    private static void EmitMap(SourceWriter source, ValueModel value, string name)
    {
        ValueModel key = value.Key!;
        ValueModel element = value.Element!;
        string types = $"<{key.Type}, {element.Type}>";
        source.Line();
        source.Open($"private static void Write{name}(ref {Names.Writer} writer, {value.Type} items)");
        EmitNullCheck(source, value);
        source.Line("writer.WriteMapHeader(items.Count);");
        source.Open($"foreach (global::System.Collections.Generic.KeyValuePair{types} item in items)");
        ValueText.Write(source, key, "item.Key", name, "key");
        ValueText.Write(source, element, "item.Value", name + ValueModel.MapValueSuffix, "some");
        source.Close();
        source.Close();

        source.Line();
        source.Open($"private static {value.Type} Read{name}(ref {Names.Reader} reader)");
        source.Line("int count = reader.ReadMapHeader();");
        source.Line(value.Collection switch
        {
            CollectionKind.ImmutableDictionary => $"var items = global::System.Collections.Immutable.ImmutableDictionary.CreateBuilder{types}();",
            CollectionKind.ImmutableSortedDictionary => $"var items = global::System.Collections.Immutable.ImmutableSortedDictionary.CreateBuilder{types}();",
            CollectionKind.SortedDictionary => $"var items = new global::System.Collections.Generic.SortedDictionary{types}();",
            _ => $"var items = new global::System.Collections.Generic.Dictionary{types}(count);",
        });
        source.Open("for (int i = 0; i < count; i++)");
        source.Line($"{key.Type} key = {ValueText.Read(key, name)};");
        source.Line($"{element.Type} item = {ValueText.Read(element, name + ValueModel.MapValueSuffix)};");
        source.Open(value.Collection is CollectionKind.Dictionary or CollectionKind.ReadOnlyDictionary
            ? "if (!items.TryAdd(key, item))"
            : "if (!global::System.Collections.Generic.CollectionExtensions.TryAdd(items, key, item))");
        source.Line("throw reader.DuplicateKey();");
        source.Close();
        source.Close();
        source.Line();
        source.Line(value.Collection is CollectionKind.ImmutableDictionary or CollectionKind.ImmutableSortedDictionary
            ? "return items.ToImmutable();"
            : "return items;");
        source.Close();
    }

    private static void EmitNullCheck(SourceWriter source, ValueModel value)
    {
        if (!value.IsValueType)
        {
            source.Open("if (items is null)");
            source.Line($"throw {Names.Writer}.Null();");
            source.Close();
            source.Line();
        }
    }
}
