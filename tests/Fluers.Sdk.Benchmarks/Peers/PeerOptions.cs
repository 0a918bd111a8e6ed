using Fluers.Sdk.Benchmarks.Peers.HandWritten;
using MessagePack;
using MessagePack.Resolvers;

namespace Fluers.Sdk.Benchmarks.Peers;

/// <summary>MessagePack-CSharp in the three ways it is compared.</summary>
internal static class PeerOptions
{
    /// <summary>Formatters that the library emits at run time.</summary>
    public static readonly MessagePackSerializerOptions Dynamic = MessagePackSerializerOptions.Standard;

    /// <summary>The formatters written by hand, one for each type.</summary>
    public static readonly MessagePackSerializerOptions HandWritten = MessagePackSerializerOptions.Standard.WithResolver(HandWrittenResolver.Instance);

    /// <summary>The formatter that everything is inlined into.</summary>
    public static readonly MessagePackSerializerOptions HandTuned =
        MessagePackSerializerOptions.Standard.WithResolver(CompositeResolver.Create([HandTunedFormatter.Instance], [StandardResolver.Instance]));
}
