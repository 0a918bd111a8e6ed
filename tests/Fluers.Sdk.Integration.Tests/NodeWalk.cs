using System.Diagnostics;
using System.Text.Json;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Integration.Tests.Processes;

namespace Fluers.Sdk.Integration.Tests;

public sealed class NodeWalk
{
    [Fact]
    public async Task Another_languages_MessagePack_library_walks_a_stream_of_frames()
    {
        string script = Path.Combine(SourceFolder(), "Node", "walk.mjs");
        Assert.SkipUnless(HasNode(), "node is not installed.");
        Assert.SkipUnless(Directory.Exists(Path.Combine(SourceFolder(), "Node", "node_modules")), "@msgpack/msgpack is not installed; ./test.sh installs it.");
        using var frames = new FrameWriter();
        frames.Write(SessionSchema<SessionState>.Instance, FrameKind.Head, new SessionState { Model = "mock/model", MaxTurns = 4 });
        frames.Write(SessionSchema<AgentMessage>.Instance, FrameKind.Entry, AgentMessage.User("hällo"));
        frames.Write(SessionSchema<AgentMessage>.Instance, FrameKind.Entry, AgentMessage.Assistant("good day"));

        using Process node = Child.Start("node", [script]);
        await node.StandardInput.BaseStream.WriteAsync(frames.Written);
        string output = await Child.ResultAsync(node);

        JsonElement[] walked = [.. JsonElement.Parse(output).EnumerateArray()];
        Assert.Equal([1, 2, 2], walked.Select(frame => frame.GetProperty("kind").GetInt32()));
        Assert.All(walked, frame => Assert.Equal((1, 1), (frame.GetProperty("version").GetInt32(), frame.GetProperty("minReader").GetInt32())));
        Assert.Equal("""["mock/model",4,null,{}]""", walked[0].GetProperty("payload").GetRawText());
        Assert.Equal("""[1,[[0,["hällo"]]]]""", walked[1].GetProperty("payload").GetRawText());
        Assert.Equal("""[2,[[0,["good day"]]]]""", walked[2].GetProperty("payload").GetRawText());
        Assert.Equal(frames.Written.Length, walked.Sum(frame => FrameHeader.Size + frame.GetProperty("length").GetInt32()));
    }

    private static bool HasNode() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
