using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints the resolver through which MessagePack-CSharp finds the formatters of an assembly.</summary>
internal static class ResolverEmitter
{
    public static string Emit(ResolverName name, IEnumerable<TypeRow> types)
    {
        var source = new SourceWriter();
        source.Line(TypeEmitter.Header);
        source.Open($"namespace {name.Namespace}");
        source.Line("/// <summary>Finds the formatters of this assembly's session types, for MessagePack-CSharp.</summary>");
        source.Line(TypeEmitter.GeneratedCode);
        source.Open($"internal sealed class {name.Class} : global::MessagePack.IFormatterResolver");
        source.Line("/// <summary>The one instance.</summary>");
        source.Line($"public static readonly {name.Class} Instance = new();");
        source.Line();
        source.Line($"private {name.Class}()\n{{\n}}");
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Line("public global::MessagePack.Formatters.IMessagePackFormatter<T>? GetFormatter<T>() => Cache<T>.Formatter;");
        source.Line();
        source.Open("private static object? Find(global::System.Type type)");
        // Of a generic type only the members that hold it know the formats of its arguments.
        foreach (TypeRow type in types.Where(type => !type.MetadataName.Contains("`")))
        {
            source.Open($"if (type == typeof({type.FullName}))");
            source.Line($"return {type.Formatter}.Instance;");
            source.Close();
            source.Line();
        }

        source.Line("return null;");
        source.Close();
        source.Line();
        source.Open("private static class Cache<T>");
        source.Line("public static readonly global::MessagePack.Formatters.IMessagePackFormatter<T>? Formatter =");
        source.Indented("(global::MessagePack.Formatters.IMessagePackFormatter<T>?)Find(typeof(T));");
        source.Close();
        return source.Finish();
    }
}
