using System.Buffers;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Benchmarks;

/// <summary>Writes messages in this SDK's format without frames, into a buffer that is there already.</summary>
internal sealed class PayloadWriter
{
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024 * 1024);

    public int Write(Message[] messages)
    {
        _output.ResetWrittenCount();
        var writer = new SessionWriter(_output);
        foreach (Message message in messages)
        {
            Message.SessionFormatter.Write(ref writer, message);
        }

        writer.Flush();
        return _output.WrittenCount;
    }
}
