using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints the formats that the formatter of a generic type takes for its type arguments.</summary>
internal static class ArgumentEmitter
{
    public static void Emit(SourceWriter source, ValueModel value, string name)
    {
        foreach (TuplePart argument in value.Parts)
        {
            if (ValueText.FormatOf(argument, name) != argument.Value.Via)
            {
                EmitFormat(source, argument.Value, ValueText.FormatOf(argument, name), name + argument.Name);
            }
        }
    }

    private static void EmitFormat(SourceWriter source, ValueModel value, string format, string name)
    {
        source.Line();
        source.Open($"private readonly struct {format} : {Names.ValueFormat}<{value.Type}>");
        source.Line($"public static global::System.Func<{Names.Shape}>? Shape => {ShapeText.Of(value, name)};");
        source.Line();
        source.Open($"public static void Write(ref {Names.Writer} writer, {value.Type} item)");
        ValueText.Write(source, value, "item", name, "some");
        source.Close();
        source.Line();
        source.Line($"public static {value.Type} Read(ref {Names.Reader} reader) => {ValueText.Read(value, name)};");
        source.Close();
    }
}
