using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1208Tests
{
    private const string Celsius = """
        public readonly record struct Celsius(int Degrees);

        """;

    private const string Formatter = """
        {0} class CelsiusFormatter : MessagePack.Formatters.IMessagePackFormatter<Celsius>
        {{
            {1}
            public void Serialize(ref MessagePackWriter writer, Celsius value, MessagePackSerializerOptions options) => writer.Write(value.Degrees);
            public Celsius Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => new(reader.ReadInt32());
        }}

        """;

    private static LockedProject Project(string rest, string oldest = "") => new LockedProject(
        $"{Celsius}{rest}[SessionSchema(2{oldest})] public sealed partial record Reading([property: Key(1)] int Degrees = 0);", "off")
        .With("reading", "0 Warmth: format<CelsiusFormatter>; 1 Degrees: int");

    private static string With(string kind, string members) => string.Format(System.Globalization.CultureInfo.InvariantCulture, Formatter, kind, members);

    private static Expected Gone => Error(
        HistoryDescriptors.FormatterGone, "Reading",
        "Version 1 of 'Reading' was written by the formatter 'CelsiusFormatter', which is gone, cannot be made without arguments, or is out of reach; keep it for as long as that version is read, or state OldestReadable = 2");

    [Fact]
    public Task Reports_a_formatter_that_was_deleted() => Of(Project(""), Gone);

    [Theory]
    [InlineData("public abstract", "")]
    [InlineData("public sealed", "private CelsiusFormatter() { }")]
    [InlineData("public sealed", "public CelsiusFormatter(int scale) => Scale = scale; public int Scale { get; }")]
    public Task Reports_one_that_nobody_can_make(string kind, string members) => Of(Project(With(kind, members)), Gone);

    [Theory]
    [InlineData("public sealed", "")]
    [InlineData("internal", "internal CelsiusFormatter() { }")]
    [InlineData("public sealed", "private CelsiusFormatter() { } public static readonly CelsiusFormatter Instance = new();")]
    public Task Accepts_a_formatter_that_is_kept(string kind, string members) => Of(Project(With(kind, members)));

    [Fact]
    public Task Accepts_that_it_is_gone_with_the_versions_that_named_it() => Of(Project("", ", OldestReadable = 2"));
}
