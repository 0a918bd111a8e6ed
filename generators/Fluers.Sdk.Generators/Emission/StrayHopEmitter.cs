using Fluers.Sdk.Generators.History;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Declares hops that belong to no version, and the types that they name. So the error which says why is all that is reported.</summary>
internal static class StrayHopEmitter
{
    public static string Emit(StrayHops hops)
    {
        var source = new SourceWriter();
        source.Line(TypeEmitter.Header);
        foreach (string declaration in hops.Declarations)
        {
            source.Open(declaration);
        }

        EmitTypes(source, [.. hops.Types.Select(name => name.Split('.'))], depth: 0);
        foreach (string signature in hops.Signatures)
        {
            source.Line(signature);
        }

        return source.Finish();
    }

    private static void EmitTypes(SourceWriter source, string[][] names, int depth)
    {
        foreach (IGrouping<string, string[]> same in names.Where(parts => parts.Length > depth).GroupBy(parts => parts[depth], StringComparer.Ordinal))
        {
            if (depth > 0)
            {
                source.Line(TypeEmitter.GeneratedCode);
            }

            source.Open($"public {(depth == 0 ? "static partial " : "")}class {Parsing.TypeNames.Identifier(same.Key)}");
            EmitTypes(source, [.. same], depth + 1);
            source.Close();
        }
    }
}
