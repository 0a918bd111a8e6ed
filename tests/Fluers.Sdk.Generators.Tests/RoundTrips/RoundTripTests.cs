using CsCheck;
using MessagePack;
using MessagePack.Resolvers;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>What is written is what is read, for random values of every shape.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Scalars_come_back() => ComesBack<Scalars>();

    [Fact]
    public void Nullable_values_come_back() => ComesBack<Nullables>();

    [Fact]
    public void Sequences_come_back() => ComesBack<Sequences>();

    [Fact]
    public void Maps_come_back() => ComesBack<Maps>();

    [Fact]
    public void Recursive_parts_come_back() => ComesBack<Tree>();

    [Fact]
    public void Classes_with_constructors_come_back() => ComesBack<Account>();

    [Fact]
    public void Members_that_differ_by_case_come_back() => ComesBack<Cased>();

    [Fact]
    public void Unions_come_back_with_their_unknown_cases() => ComesBack<Unions>();

    [Fact]
    public void More_scalars_come_back() => ComesBack<MoreScalars>();

    [Fact]
    public void Json_nodes_come_back() => ComesBack<Nodes>();

    [Fact]
    public void More_sequences_come_back() => ComesBack<MoreSequences>();

    [Fact]
    public void More_maps_come_back() => ComesBack<MoreMaps>();

    [Fact]
    public void Grids_come_back() => ComesBack<Grids>();

    [Fact]
    public void Tuples_come_back() => ComesBack<Tuples>();

    [Fact]
    public void Generic_parts_come_back() => ComesBack<Boxes>();

    [Fact]
    public void Unions_on_generic_and_concrete_bases_come_back() => ComesBack<Outcomes>();

    [Fact]
    public void Members_of_bases_come_back() => ComesBack<Bottom>();

    [Fact]
    public void Records_on_records_come_back() => ComesBack<Person>();

    [Fact]
    public void Parts_that_contain_each_other_come_back() => ComesBack<Even>();

    [Fact]
    public void Enums_come_back_whatever_their_number() => ComesBack<Enums>();

    [Fact]
    public void Objects_of_any_size_come_back() => ComesBack<Sizes>();

    [Fact]
    public void Members_come_back_whatever_their_names() => ComesBack<Names>();

    [Fact]
    public void Members_come_back_whatever_names_are_taken() => ComesBack<TakenNames>();

    [Fact]
    public void Values_of_custom_formatters_come_back() => ComesBack<CustomFormats>();

    [Fact]
    public void Values_of_formatters_closed_with_their_type_come_back() => ComesBack<OpenFormats>();

    [Fact]
    public void Types_inside_classes_structs_and_interfaces_come_back() => ComesBack<Atlas.Area.IPlace.Route>();

    [Fact]
    public void Members_that_hide_others_come_back()
    {
        ComesBack<Shadowing>();
        Shadowing read = Payload.Read<Shadowing>(Payload.Write(new Shadowing { Number = 1L << 40, Text = "t" }));
        Assert.Equal((1L << 40, "t"), (read.Number, read.Text));
    }

    [Fact]
    public void Members_that_only_the_type_sees_come_back()
    {
        ComesBack<Hidden>();
        Assert.Equal("s 5 6 5", Payload.Read<Hidden>(Payload.Write(Hidden.Of("s", 5))).Secret());
    }

    [Fact]
    public void Members_of_a_struct_that_are_absent_are_what_a_new_one_has()
    {
        Day born = Payload.Read<Person>(Payload.Of("name", Array.Empty<object>())).Born;
        Assert.Equal((1, 1), (born.Number, born.Month));
        Assert.Equal(0, Payload.Read<Person>(Payload.Of("name", new object[] { 0, 0 })).Born.Month);
    }

    [Fact]
    public void A_type_argument_that_may_be_null_is_stored_as_nil()
    {
        var chain = new Chains(new Link<string?>(null, new Link<string?>("end", null)), new Link<int?>(null, null));
        Assert.Equal(Graph.Describe(chain), Graph.Describe(Payload.Read<Chains>(Payload.Write(chain))));
        Assert.Equal(MessagePackSerializer.Serialize(chain), Payload.Write(chain));
    }

    [Fact]
    public void Scalars_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Scalars>();

    [Fact]
    public void Nullable_values_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Nullables>();

    [Fact]
    public void Sequences_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Sequences>();

    [Fact]
    public void Maps_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Maps>();

    [Fact]
    public void Recursive_parts_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Tree>();

    [Fact]
    public void Classes_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Account>();

    [Fact]
    public void More_scalars_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<MoreScalars>();

    [Fact]
    public void More_sequences_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<MoreSequences>();

    [Fact]
    public void Unordered_collections_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Unordered>();

    [Fact]
    public void More_maps_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<MoreMaps>();

    [Fact]
    public void Grids_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Grids>();

    [Fact]
    public void Tuples_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Tuples>();

    [Fact]
    public void Generic_parts_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Boxes>();

    [Fact]
    public void Members_of_bases_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Bottom>();

    [Fact]
    public void Records_on_records_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Person>();

    [Fact]
    public void Parts_that_contain_each_other_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Even>();

    [Fact]
    public void Enums_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Enums>();

    [Fact]
    public void Objects_of_any_size_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Sizes>();

    [Fact]
    public void Members_have_the_bytes_of_MessagePack_whatever_their_names() => HasTheBytesOfMessagePack<Names>();

    [Fact]
    public void Members_have_the_bytes_of_MessagePack_whatever_names_are_taken() => HasTheBytesOfMessagePack<TakenNames>();

    [Fact]
    public void Values_of_custom_formatters_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<CustomFormats>();

    [Fact]
    public void Types_inside_classes_structs_and_interfaces_have_the_bytes_of_MessagePack() => HasTheBytesOfMessagePack<Atlas.Area.IPlace.Route>();

    [Fact]
    public void Members_that_only_the_type_sees_have_the_bytes_of_MessagePack()
    {
        byte[] theirs = MessagePackSerializer.Serialize(Hidden.Of("s", 5), StandardResolverAllowPrivate.Options);
        Assert.Equal(theirs, Payload.Write(Hidden.Of("s", 5)));
        Assert.Equal("s 5 6 5", Payload.Read<Hidden>(theirs).Secret());
    }

    private static void ComesBack<T>()
        where T : ISessionSchema<T> => Any.Of<T>().Sample(
            value =>
            {
                byte[] payload = Payload.Write(value);
                T read = Payload.Read<T>(payload);
                Assert.Equal(Graph.Describe(value), Graph.Describe(read));
                Assert.Equal(payload, Payload.Write(read));

                Assert.Equal(payload, MessagePackSerializer.Serialize(value, Payload.Generated));
                Assert.Equal(Graph.Describe(value), Graph.Describe(MessagePackSerializer.Deserialize<T>(payload, Payload.Generated)));
            },
            iter: 200, threads: 1, print: value => Graph.Describe(value));

    /// <summary>Compares with the formatters that MessagePack-CSharp makes itself at run time.</summary>
    private static void HasTheBytesOfMessagePack<T>()
        where T : ISessionSchema<T> => Any.Of<T>().Sample(
            value =>
            {
                byte[] theirs = MessagePackSerializer.Serialize(value);
                Assert.Equal(theirs, Payload.Write(value));
                Assert.Equal(Graph.Describe(value), Graph.Describe(Payload.Read<T>(theirs)));
                Assert.Equal(Graph.Describe(value), Graph.Describe(MessagePackSerializer.Deserialize<T>(Payload.Write(value))));
            },
            iter: 100, threads: 1, print: value => Graph.Describe(value));
}
