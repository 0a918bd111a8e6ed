using Fluers.Sdk.CodeFixes.Use;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Use;

public sealed class FLU1702FixTests
{
    private const string Types = """
        [SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } public SessionLog<Line> Lines { get; set; } = []; }
        [SessionSchema(1)] public sealed partial record Line([property: Key(0)] int X);
        """;

    [Fact]
    public Task Fixes_what_is_written() => new FixTest<OwnCodecFix>()
        .Off()
        .From(Types, "public static class Codec { public static byte[] Write(Note note) => {|FLU1702:MessagePackSerializer.Serialize(note)|}; }")
        .To(Types, "public static class Codec { public static byte[] Write(Note note) => SessionSchema<Note>.Instance.Encode(note, Fluers.Sdk.Frames.FrameKind.Head); }")
        .RunAsync();

    [Fact]
    public Task Fixes_all_that_has_its_bytes_in_memory() => new FixTest<OwnCodecFix>()
        .Off()
        .From(Types, """
            using System.Threading;
            using System.Threading.Tasks;
            public static class Codec
            {
                public static byte[] Write(Line line) => {|FLU1702:MessagePackSerializer.Serialize(line, MessagePackSerializerOptions.Standard)|};
                public static Line Read(byte[] bytes) => {|FLU1702:MessagePackSerializer.Deserialize<Line>(bytes)|};
                public static Note Read(ReadOnlyMemory<byte> bytes) => {|FLU1702:MessagePackSerializer.Deserialize<Note>(bytes)|};
                public static Task Write(System.IO.Stream stream, Note note) => {|FLU1702:MessagePackSerializer.SerializeAsync(stream, note)|};
            }
            """)
        .To(Types, """
            using System.Threading;
            using System.Threading.Tasks;
            public static class Codec
            {
                public static byte[] Write(Line line) => SessionSchema<Line>.Instance.Encode(line, Fluers.Sdk.Frames.FrameKind.Entry);
                public static Line Read(byte[] bytes) => SessionSchema<Line>.Instance.Decode(bytes);
                public static Note Read(ReadOnlyMemory<byte> bytes) => SessionSchema<Note>.Instance.Decode(bytes.Span);
                public static Task Write(System.IO.Stream stream, Note note) => {|FLU1702:MessagePackSerializer.SerializeAsync(stream, note)|};
            }
            """)
        .RunAsync();
}
