using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1506Tests
{
    private static LockedProject Project(string hop, string rest = "") => new LockedProject(
        $"[SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] int Size); static partial class NoteHistory {{ public static partial V2.Note Up(V1.Note n) {hop} {rest} }}", "off")
        .With("note", "0 Text: string required");

    [Theory]
    [InlineData("=> throw new NotImplementedException();", "new NotImplementedException()")]
    [InlineData("{ throw new System.NotImplementedException(\"later\"); }", "new System.NotImplementedException(\"later\")")]
    [InlineData("=> n.ToV2(size: n.Text.Length) ?? throw new NotImplementedException();", "new NotImplementedException()")]
    [InlineData("=> n.ToV2(size: n.Text.Length > 3 ? 3 : throw new NotImplementedException());", "new NotImplementedException()")]
    public Task Reports_a_stub_that_throws(string hop, string text) => Of(Project(hop), Error(
        HistoryDescriptors.ThrowingStub, text, "The hop from version 1 of 'Note' throws NotImplementedException, so no session of that version would load; write what becomes of the value"));

    [Theory]
    [InlineData("=> n.ToV2(size: n.Text.Length > 0 ? n.Text.Length : throw new ArgumentException(n.Text));", "")]
    [InlineData("=> n.ToV2(size: 1);", "/* throw new NotImplementedException(); */ internal static Exception Later => new NotImplementedException();")]
    [InlineData("=> n.ToV2(size: nameof(NotImplementedException).Length);", "")]
    public Task Accepts_a_hop_that_refuses_what_never_should_have_been_stored(string hop, string rest) => Of(Project(hop, rest));
}
