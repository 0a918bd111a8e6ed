namespace Fluers.Sdk.Wire;

// Values that are stored as the text that names them.
public ref partial struct SessionWriter
{
    /// <summary>Writes a URI as the text that it was made from.</summary>
    public void WriteUri(Uri value) => WriteString(value is null ? throw Null() : value.OriginalString);

    /// <summary>Writes a version as its text.</summary>
    public void WriteVersion(Version value)
    {
        if (value is null)
        {
            throw Null();
        }

        Span<byte> text = stackalloc byte[4 * 11];   // four numbers of at most ten digits, and points
        value.TryFormat(text, out int length);
        WriteUtf8(text[..length]);
    }
}
