using MessagePack;
using MessagePack.Resolvers;

namespace Fluers.Sdk.Benchmarks.Peers;

/// <summary>MessagePack-CSharp in the two ways it is compared.</summary>
internal static class PeerOptions
{
    /// <summary>Formatters that the library emits at run time.</summary>
    public static readonly MessagePackSerializerOptions Dynamic = MessagePackSerializerOptions.Standard;

    /// <summary>The formatter written by hand.</summary>
    public static readonly MessagePackSerializerOptions HandWritten =
        MessagePackSerializerOptions.Standard.WithResolver(CompositeResolver.Create([HandWrittenFormatter.Instance], [StandardResolver.Instance]));
}
