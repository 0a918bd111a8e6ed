using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Recording;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints the shapes that an assembly carries.</summary>
internal static class ShapesEmitter
{
    public static string Emit(AssemblyShapes shapes)
    {
        var source = new SourceWriter();
        source.Line(TypeEmitter.Header);
        foreach (SchemaLock schema in shapes.Schemas)
        {
            Attribute(source, "SessionSchemaShape", LockWriter.Write(schema));
        }

        if (shapes.Parts.Count > 0)
        {
            Attribute(source, "SessionPartShapes", LockWriter.WriteTypes(shapes.Parts));
        }

        return source.Finish();
    }

    /// <summary>JSON has no three quotes in a row, so it may stand as it is.</summary>
    private static void Attribute(SourceWriter source, string name, string text)
    {
        source.Line($"[assembly: global::Fluers.Sdk.{name}(\"\"\"");
        source.Indented(text.TrimEnd('\n'));
        source.Indented("\"\"\")]");
        source.Line();
    }
}
