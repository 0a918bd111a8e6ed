using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>
/// A type may be annotated for MessagePack-CSharp as well. Its analyzer takes <c>[Key]</c> and <c>[IgnoreMember]</c> on a member that is not public for a
/// sign that such members are stored, and asks for <c>AllowPrivate</c>: what is generated has an attribute of its own, which MessagePack-CSharp obeys.
/// </summary>
public sealed class BothLibrariesTests
{
    [Fact]
    public async Task What_is_generated_into_a_type_looks_like_no_stored_member_to_the_other_library()
    {
        GeneratorRun run = GeneratorRun.Of("""
            [SessionSchema(1), MessagePackObject] public sealed partial record Note { [Key(0)] public int X { get; init; } [IgnoreMember] public SessionLog<Line> Log { get; init; } = []; }
            [SessionSchema(1), MessagePackObject] public sealed partial record Line([property: Key(0)] string Text, [property: Key(1)] Part? Part, [property: Key(2)] Money Price);
            [SessionPart, MessagePackObject] public sealed partial class Part { [Key(0)] public string? Name { get; set; } }
            [SessionPart, MessagePackObject] public partial record struct Money([property: Key(0)] int Cents);
            """);
        await run.IsClean();
        foreach (INamedTypeSymbol type in new[] { "Note", "Line", "Part", "Money" }.Select(name => run.Output.Assembly.GetTypeByMetadataName(name)!))
        {
            ISymbol[] hidden = [.. type.GetMembers().Where(member => member is IPropertySymbol or IFieldSymbol { IsImplicitlyDeclared: false } && member.DeclaredAccessibility != Accessibility.Public && !member.IsStatic && member.Name != "EqualityContract")];
            Assert.Equal(["UnknownMembers"], hidden.Select(member => member.Name));
            Assert.Equal(["GeneratedMemberAttribute", "IgnoreMemberAttribute"], hidden[0].GetAttributes().Where(attribute => attribute.AttributeClass!.Name != "GeneratedCodeAttribute").SelectMany(attribute => new[] { attribute.AttributeClass!.Name, attribute.AttributeClass.BaseType!.Name }));
        }
    }
}
