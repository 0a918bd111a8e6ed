using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Agents.Testing;

/// <summary>Where a process stops, to be killed there.</summary>
public enum HaltPoint
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>The work item is made; the input is not stored.</summary>
    BeforeInput,

    /// <summary>The input is stored; nobody was told.</summary>
    AfterInput,

    /// <summary>A part of a response is stored, and more is to come.</summary>
    InResponse,

    /// <summary>It is stored that a tool starts; it has not.</summary>
    BeforeTool,

    /// <summary>A tool has done its work; that it has is not stored.</summary>
    InTool,

    /// <summary>The whole answer is stored; that it was the outcome is not.</summary>
    AfterResponse,

    /// <summary>It is stored that the input shall be given up; that it was is not.</summary>
    InAbort,
}

/// <summary>A storage that reports and then does nothing any more, once it comes to a point.</summary>
public sealed class HaltingStorage(ISessionStorage storage, HaltPoint point, Action<string> report) : DelegatingSessionStorage(storage)
{
    private volatile bool _halted;

    /// <summary>Stops here if this is the point.</summary>
    public async ValueTask PassAsync(HaltPoint here)
    {
        if (here == point && here != HaltPoint.None)
        {
            _halted = true;
            report("halted");
        }

        if (_halted)
        {
            await Task.Delay(Timeout.Infinite);
        }
    }

    public override async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        AgentEntry[] entries = Entries(commit);
        await PassAsync(entries.Any(entry => entry is AgentEntry.Admitted) ? HaltPoint.BeforeInput : HaltPoint.None);
        CommitOutcome outcome = await base.CommitAsync(commit, cancellationToken);
        if (outcome.Status == CommitStatus.Committed)
        {
            foreach (AgentEntry entry in entries)
            {
                await PassAsync(PointBehind(entry));
            }
        }

        return outcome;
    }

    private static HaltPoint PointBehind(AgentEntry entry) => entry switch
    {
        AgentEntry.Admitted => HaltPoint.AfterInput,
        AgentEntry.ResponsePart { Text: not "" } => HaltPoint.InResponse,
        AgentEntry.ToolStarted => HaltPoint.BeforeTool,
        AgentEntry.ResponseEnded { How: ResponseEnd.Complete } => HaltPoint.AfterResponse,
        AgentEntry.AbortRequested => HaltPoint.InAbort,
        _ => HaltPoint.None,
    };

    private static AgentEntry[] Entries(SessionCommit commit)
    {
        var entries = new List<AgentEntry>();
        for (var frames = new FrameReader(commit.Entries.Span); frames.MoveNext();)
        {
            if (SessionSchema<AgentEntry>.Instance.Check(frames.Header) == SchemaVerdict.Current)
            {
                entries.Add(SessionSchema<AgentEntry>.Instance.Decode(frames));
            }
        }

        return [.. entries];
    }
}
