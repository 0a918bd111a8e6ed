using System.Globalization;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints the types of one version.</summary>
internal static class SnapshotEmitter
{
    public static void Emit(SourceWriter source, IEnumerable<SnapshotModel> types)
    {
        bool isFirst = true;
        foreach (SnapshotModel type in types)
        {
            if (!isFirst)
            {
                source.Line();
            }

            isFirst = false;
            if (type.Enum is { } numbers)
            {
                Emit(source, numbers);
                continue;
            }

            TypeEmitter.EmitType(source, type.Type!, [.. type.Cases.Select(@case => @case.Case!)]);
            if (type.Type!.Object is { Constructor.Count: 0, Members.Count: > 0 } initialized)
            {
                source.Line();
                source.Open($"partial record {type.Type.Name}");
                foreach (MemberModel member in initialized.Members)
                {
                    source.Line($"public {member.Value.Type} {member.Name} {{ get; init; }}");
                }

                source.Close();
            }

            foreach (TypeModel @case in type.Cases)
            {
                source.Line();
                source.Open($"partial record {type.Type!.Name}");
                TypeEmitter.EmitType(source, @case, []);
                source.Close();
            }
        }
    }

    private static void Emit(SourceWriter source, EnumShape numbers)
    {
        source.Open($"public enum {numbers.Name} : {numbers.Underlying}");
        foreach (EnumValueShape value in numbers.Values.Where(value => !value.IsRetired))
        {
            source.Line($"{Parsing.TypeNames.Identifier(value.Name)} = {value.Number.ToString(CultureInfo.InvariantCulture)},");
        }

        source.Close();
    }
}
