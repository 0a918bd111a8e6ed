using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints how a tuple or a pair is written and read: an array of its parts.</summary>
internal static class TupleEmitter
{
    public static void Emit(SourceWriter source, ValueModel value, string name)
    {
        CollectionEmitter.OpenWrite(source, value, name);
        source.Line($"writer.WriteArrayHeader({value.Parts.Count});");
        for (int i = 0; i < value.Parts.Count; i++)
        {
            TuplePart part = value.Parts[i];
            ValueText.Write(source, part.Value, $"items.{part.Name}", name + part.Name, $"some{i + 1}");
        }

        source.Close();

        CollectionEmitter.OpenRead(source, value, name);
        source.Line($"reader.ReadTupleHeader({value.Parts.Count});");
        for (int i = 0; i < value.Parts.Count; i++)
        {
            TuplePart part = value.Parts[i];
            source.Line($"{part.Value.Type} item{i + 1} = {ValueText.Read(part.Value, name + part.Name)};");
        }

        source.Line();
        source.Line($"return new {value.Type}({string.Join(", ", value.Parts.Select((_, i) => $"item{i + 1}"))});");
        source.Close();
    }
}
