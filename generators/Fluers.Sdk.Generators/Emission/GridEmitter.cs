using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints how an array of several dimensions is written and read: its lengths, then all elements in one array.</summary>
internal static class GridEmitter
{
    public static void Emit(SourceWriter source, ValueModel value, string name)
    {
        ValueModel element = value.Element!;
        int[] dimensions = [.. Enumerable.Range(0, value.Rank)];
        CollectionEmitter.OpenWrite(source, value, name);
        source.Line($"writer.WriteArrayHeader({value.Rank + 1});");
        foreach (int dimension in dimensions)
        {
            source.Line($"writer.WriteInt32(items.GetLength({dimension}));");
        }

        source.Line("writer.WriteArrayHeader(items.Length);");
        // The language's own loop over such an array goes through every index, also where there are two thousand million of nothing.
        source.Open($"foreach ({element.Type} item in {Names.Reader}.Elements<{element.Type}>(items))");
        ValueText.Write(source, element, "item", name + ValueModel.ItemSuffix, "some");
        source.Close();
        source.Close();

        CollectionEmitter.OpenRead(source, value, name);
        source.Line($"global::System.Span<int> lengths = stackalloc int[{value.Rank}];");
        source.Line("int count = reader.ReadGridHeader(lengths);");
        string lengths = string.Join(", ", dimensions.Select(dimension => $"lengths[{dimension}]"));
        source.Line($"var items = reader.NewGrid<{element.Type}>({lengths});");
        source.Line($"global::System.Span<{element.Type}> elements = {Names.Reader}.Elements<{element.Type}>(items);");
        source.Open("for (int i = 0; i < count; i++)");
        CollectionEmitter.EmitGrowth(source, "elements");
        source.Line($"elements[i] = {ValueText.Read(element, name + ValueModel.ItemSuffix)};");
        source.Close();
        source.Line();
        source.Line($"return items ?? {Names.Reader}.NewGrid<{element.Type}>(elements, {lengths});");
        source.Close();
    }
}
