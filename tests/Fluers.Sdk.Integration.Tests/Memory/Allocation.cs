using System.Buffers;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Integration.Tests.Memory;

/// <summary>What something allocates once it is warm.</summary>
internal static class Allocation
{
    /// <summary>The least of many runs: what pools and the runtime set up, they set up in the first ones.</summary>
    public static long Of(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 100; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>What writing a value into a buffer that is there already allocates.</summary>
    public static long OfWriting<T>(T value, SessionFormat<T> format)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 * 1024);
        long allocated = Of(() =>
        {
            buffer.ResetWrittenCount();
            var writer = new SessionWriter(buffer);
            format.WriteValue(ref writer, value);
            writer.Flush();
        });
        Assert.True(buffer.WrittenCount > 0);
        return allocated;
    }
}
