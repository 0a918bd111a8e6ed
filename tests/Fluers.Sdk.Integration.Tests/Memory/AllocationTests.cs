using Fluers.Sdk.Frames;
using Fluers.Sdk.Integration.Tests.Bytes;
using Fluers.Sdk.Wire;
using MessagePack;

namespace Fluers.Sdk.Integration.Tests.Memory;

/// <summary>What the codec allocates once it is warm.</summary>
public sealed class AllocationTests
{
    // What is read here is safe from colliding keys, so that is what it compares with.
    private static readonly MessagePackSerializerOptions Untrusted = MessagePackSerializerOptions.Standard.WithSecurity(MessagePackSecurity.UntrustedData);

    private static object? s_read;

    [Fact]
    public void Reading_scalars_allocates_no_more_than_MessagePack() => ReadingIsNoMoreThanTheirs(Values.Scalars, Scalars.SessionFormatter.Instance);

    [Fact]
    public void Reading_more_scalars_allocates_no_more_than_MessagePack()
    {
        ReadingIsNoMoreThanTheirs(Values.MoreScalars, MoreScalars.SessionFormatter.Instance);
        ReadingIsNoMoreThanTheirs(new Nullables(), Nullables.SessionFormatter.Instance);
        ReadingIsNoMoreThanTheirs(Values.Nullables, Nullables.SessionFormatter.Instance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(3000)]
    public void Reading_collections_allocates_no_more_than_MessagePack(int count) =>
        ReadingIsNoMoreThanTheirs(Values.Collections(count), Collections.SessionFormatter.Instance);

    // From two elements on: what an empty frozen collection, or an immutable queue of one, is built from is not saved.
    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(3000)]
    public void Reading_more_collections_allocates_no_more_than_MessagePack(int count) =>
        ReadingIsNoMoreThanTheirs(Values.MoreCollections(count), MoreCollections.SessionFormatter.Instance);

    [Fact]
    public void Reading_unions_allocates_no_more_than_MessagePack() => ReadingIsNoMoreThanTheirs(Values.Drawing("title"), Drawing.SessionFormatter.Instance);

    [Theory]
    [InlineData("")]
    [InlineData("Latin")]
    [InlineData("已找到预订 تم العثور 👍🏽")]
    public void Reading_text_allocates_no_more_than_MessagePack(string words)
    {
        foreach (int times in new[] { 1, 10, 100, 1000 })
        {
            string text = string.Concat(Enumerable.Repeat(words, times));
            ReadingIsNoMoreThanTheirs(Values.Drawing(text), Drawing.SessionFormatter.Instance);
        }
    }

    [Fact]
    public void Writing_scalars_allocates_nothing()
    {
        WritingIsFree(Values.Scalars, Scalars.SessionFormatter.Instance);
        WritingIsFree(Values.Nullables, Nullables.SessionFormatter.Instance);
        WritingIsFree(Values.MoreScalars, MoreScalars.SessionFormatter.Instance);
    }

    [Fact]
    public void Writing_frames_of_any_text_allocates_nothing()
    {
        Drawing[] drawings = [.. new[] { "", "Latin", "已找到预订", "تم العثور", "👍🏽" }.Select(words => Values.Drawing(string.Concat(Enumerable.Repeat(words, 500))))];
        using var frames = new FrameWriter();

        Assert.Equal(0, Allocation.Of(() =>
        {
            frames.Clear();
            foreach (Drawing drawing in drawings)
            {
                frames.Write(SessionSchema<Drawing>.Instance, FrameKind.Entry, drawing);
            }
        }));
        Assert.Equal(5, frames.Count);
    }

    [Fact]
    public void Walking_and_judging_frames_allocates_nothing()
    {
        byte[] frame = SessionSchema<Drawing>.Instance.Encode(Values.Drawing("title"), FrameKind.Head);
        var verdict = SchemaVerdict.UnknownSchema;

        Assert.Equal(0, Allocation.Of(() =>
        {
            var reader = new FrameReader(frame);
            reader.MoveNext();
            verdict = SessionSchema<Drawing>.Instance.Check(reader.Header);
        }));
        Assert.Equal(SchemaVerdict.Current, verdict);
    }

    private static void ReadingIsNoMoreThanTheirs<T>(T value, SessionFormat<T> format)
        where T : class
    {
        byte[] bytes = MessagePackSerializer.Serialize(value);

        long ours = Allocation.Of(() =>
        {
            var reader = new SessionReader(bytes);
            s_read = format.ReadValue(ref reader);
        });
        byte[] again = MessagePackSerializer.Serialize((T)s_read!);   // what is compared is a whole value
        long theirs = Allocation.Of(() => s_read = MessagePackSerializer.Deserialize<T>(bytes, Untrusted));

        Assert.Equal(bytes.Length, again.Length);
        Assert.True(ours <= theirs, $"Reading allocates {ours} bytes, MessagePack-CSharp {theirs}.");
    }

    private static void WritingIsFree<T>(T value, SessionFormat<T> format) => Assert.Equal(0, Allocation.OfWriting(value, format));
}
