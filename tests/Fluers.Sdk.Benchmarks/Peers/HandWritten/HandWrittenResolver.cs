using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;

namespace Fluers.Sdk.Benchmarks.Peers.HandWritten;

/// <summary>Finds each formatter in a static field of its own, the fastest way there is, as a generated resolver does.</summary>
internal sealed class HandWrittenResolver : IFormatterResolver
{
    public static readonly HandWrittenResolver Instance = new();

    private static readonly object[] Formatters =
        [new MessageFormatter(), new BlockFormatter(), new TextFormatter(), new ToolUseFormatter(), new ToolResultFormatter(), new SampleFormatter()];

    public IMessagePackFormatter<T>? GetFormatter<T>() => Cache<T>.Formatter;

    private static class Cache<T>
    {
        public static readonly IMessagePackFormatter<T>? Formatter =
            Formatters.OfType<IMessagePackFormatter<T>>().FirstOrDefault() ?? StandardResolver.Instance.GetFormatter<T>();
    }
}
