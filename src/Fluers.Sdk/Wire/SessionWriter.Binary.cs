namespace Fluers.Sdk.Wire;

// Bytes beyond arrays of them.
public ref partial struct SessionWriter
{
    /// <summary>Writes bytes.</summary>
    public void WriteWritableMemory(Memory<byte> value) => WriteBinary(value.Span);
}
