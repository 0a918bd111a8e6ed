using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>Puts type arguments in the place of type parameters.</summary>
internal static class Arguments
{
    public static NamedShape Put(EquatableArray<TypeShape> arguments, NamedShape definition) => arguments.Count == 0 ? definition : definition switch
    {
        PartShape part => part with { Members = Put(arguments, part.Members) },
        UnionShape union => union with
        {
            Cases = union.Cases.Select(@case => @case with { Members = Put(arguments, @case.Members) }).ToEquatableArray(),
        },
        _ => definition,
    };

    private static EquatableArray<MemberShape> Put(EquatableArray<TypeShape> arguments, EquatableArray<MemberShape> members) =>
        members.Select(member => member with { Type = Put(arguments, member.Type) }).ToEquatableArray();

    private static TypeShape Put(EquatableArray<TypeShape> arguments, TypeShape type)
    {
        if (type.Form != TypeForm.Parameter)
        {
            return type with { Arguments = type.Arguments.Select(argument => Put(arguments, argument)).ToEquatableArray() };
        }

        TypeShape argument = arguments[int.Parse(type.Name, CultureInfo.InvariantCulture)];
        return type.IsNullable ? argument with { IsNullable = true } : argument;
    }
}
