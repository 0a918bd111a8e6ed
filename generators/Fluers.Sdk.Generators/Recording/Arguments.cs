using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>Puts type arguments in the place of type parameters.</summary>
/// <param name="arguments">The arguments.</param>
/// <param name="isValueType">Whether an argument is a value type: a <c>T?</c> of an unconstrained <c>T</c> is then no other type than <c>T</c>.</param>
internal sealed class Arguments(EquatableArray<TypeShape> arguments, Func<TypeShape, bool> isValueType)
{
    public NamedShape Put(NamedShape definition) => arguments.Count == 0 ? definition : definition switch
    {
        PartShape part => part with { Members = Put(part.Members) },
        UnionShape union => union with
        {
            Cases = union.Cases.Select(@case => @case with { Members = Put(@case.Members) }).ToEquatableArray(),
        },
        _ => definition,
    };

    private EquatableArray<MemberShape> Put(EquatableArray<MemberShape> members) =>
        members.Select(member => member with { Type = Put(member.Type) }).ToEquatableArray();

    private TypeShape Put(TypeShape type)
    {
        if (type.Form != TypeForm.Parameter)
        {
            return type with { Arguments = type.Arguments.Select(Put).ToEquatableArray() };
        }

        TypeShape argument = arguments[type.ParameterNumber!.Value];
        return type.IsNullable || (type.IsNullableReference && !isValueType(argument)) ? argument with { IsNullable = true } : argument;
    }
}
