using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints what a value needs beside the methods of its object: methods of its own if it holds others, formats, formatters.</summary>
internal static class CollectionEmitter
{
    /// <summary>Prints what a value needs, and what the values inside it do.</summary>
    public static void Emit(SourceWriter source, ValueModel value, string name)
    {
        switch (value.Kind)
        {
            case ValueKind.Sequence:
                EmitSequence(source, value, name);
                break;
            case ValueKind.Map:
                EmitMap(source, value, name);
                break;
            case ValueKind.Grid:
                GridEmitter.Emit(source, value, name);
                break;
            case ValueKind.Tuple:
                TupleEmitter.Emit(source, value, name);
                break;
            case ValueKind.Generated:
                ArgumentEmitter.Emit(source, value, name);
                break;
            case ValueKind.Custom:
                source.Line();
                source.Line($"private static readonly global::MessagePack.Formatters.IMessagePackFormatter<{value.Formatted}> {ValueText.CustomFormatter(name)} = {value.Via}!;");
                break;
        }

        foreach ((string suffix, ValueModel child) in value.Children)
        {
            Emit(source, child.NotNull, name + suffix);
        }
    }

    /// <summary>Opens the method that writes a value.</summary>
    public static void OpenWrite(SourceWriter source, ValueModel value, string name)
    {
        source.Line();
        source.Open($"private static void Write{name}(ref {Names.Writer} writer, {value.Type} items)");
        if (!value.IsValueType)
        {
            source.Open("if (items is null)");
            source.Line($"throw {Names.Writer}.Null();");
            source.Close();
            source.Line();
        }
    }

    /// <summary>Opens the method that reads a value.</summary>
    public static void OpenRead(SourceWriter source, ValueModel value, string name)
    {
        source.Line();
        source.Open($"private static {value.Type} Read{name}(ref {Names.Reader} reader)");
    }

    /// <summary>Prints how an array grows that has no room for the next element.</summary>
    public static void EmitGrowth(SourceWriter source, string items)
    {
        source.Open($"if ((uint)i >= (uint){items}.Length)");
        source.Line($"{Names.Reader}.Grow(ref {items}, count);");
        source.Close();
        source.Line();
    }

    private static void EmitSequence(SourceWriter source, ValueModel value, string name)
    {
        ValueModel element = value.Element!;
        CollectionForm form = value.Collection!;
        OpenWrite(source, value, name);
        OpenLoop(source, form, "WriteArrayHeader", element.Type);
        ValueText.Write(source, element, "item", name + ValueModel.ItemSuffix, "some");
        source.Close();
        source.Close();

        OpenRead(source, value, name);
        source.Line("int count = reader.ReadArrayHeader();");
        source.Line($"var items = {Filled(form.New, element.Type, comparer: ComparerText.Of(element, form.IsSorted))};");
        source.Open("for (int i = 0; i < count; i++)");
        if (form.IsArray)
        {
            EmitGrowth(source, "items");
        }

        string add = Filled(form.Add, element.Type, ValueText.Read(element, name + ValueModel.ItemSuffix));
        if (form.IsUnique)
        {
            source.Open($"if (!{add})");
            source.Line("throw reader.DuplicateElement();");
            source.Close();
        }
        else
        {
            source.Line(add);
        }

        EmitDone(source, form, element.Type);
    }

    private static void EmitMap(SourceWriter source, ValueModel value, string name)
    {
        ValueModel key = value.Key!;
        ValueModel element = value.Element!;
        CollectionForm form = value.Collection!;
        string types = $"{key.Type}, {element.Type}";
        OpenWrite(source, value, name);
        OpenLoop(source, form, "WriteMapHeader", $"global::System.Collections.Generic.KeyValuePair<{types}>");
        ValueText.Write(source, key, "item.Key", name, "key");
        ValueText.Write(source, element, "item.Value", name + ValueModel.MapValueSuffix, "some");
        source.Close();
        source.Close();

        OpenRead(source, value, name);
        source.Line("int count = reader.ReadMapHeader();");
        source.Line($"var items = {Filled(form.New, types, comparer: ComparerText.Of(key, form.IsSorted))};");
        source.Open("for (int i = 0; i < count; i++)");
        source.Line($"{key.Type} key = {ValueText.Read(key, name)};");
        source.Line($"{element.Type} item = {ValueText.Read(element, name + ValueModel.MapValueSuffix)};");
        source.Open($"if (!{form.Add})");
        source.Line("throw reader.DuplicateKey();");
        source.Close();
        EmitDone(source, form, types);
    }

    private static void OpenLoop(SourceWriter source, CollectionForm form, string header, string element)
    {
        (string count, string walk) = (form.Count, form.Walk);
        if (form.Snapshot is { } snapshot)
        {
            source.Line($"var all = {snapshot};");
            (count, walk) = ("all.Length", "all");
        }

        source.Line($"writer.{header}({count});");
        source.Open($"foreach ({element} item in {walk})");
    }

    private static void EmitDone(SourceWriter source, CollectionForm form, string types)
    {
        source.Close();
        source.Line();
        if (form.Turn is { } turn)
        {
            source.Line(turn);
        }

        source.Line($"return {Filled(form.Done, types)};");
        source.Close();
    }

    private static string Filled(string template, string types, string read = "", string comparer = "") =>
        template.Replace("{0}", types).Replace("{1}", read).Replace("{2}", comparer);
}
