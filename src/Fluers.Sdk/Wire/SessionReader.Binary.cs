namespace Fluers.Sdk.Wire;

// Bytes beyond arrays of them.
public ref partial struct SessionReader
{
    /// <summary>Reads bytes into memory of their own.</summary>
    public Memory<byte> ReadWritableMemory() => ReadBytes();
}
