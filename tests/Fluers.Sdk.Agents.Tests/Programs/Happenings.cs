using System.Collections.Concurrent;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Agents.Tests.Programs;

/// <summary>Counts what has happened in programs, so that a run shows that it has tried all that it is for.</summary>
internal sealed class Happenings
{
    private readonly ConcurrentDictionary<Happening, int> _counts = [];
    private readonly ConcurrentDictionary<FailedCommit, int> _commits = [];

    public void Add(Happening happening) => _counts.AddOrUpdate(happening, 1, (_, count) => count + 1);

    /// <summary>A commit has failed: it is counted for each kind of entry that it has.</summary>
    public void Add(SessionCommit commit, StorageFault fault, bool ends)
    {
        if (commit.Key.Id != World.Id)
        {
            return;   // the work items and heartbeats of the runner
        }

        var kinds = new HashSet<string>();
        for (var frames = new FrameReader(commit.Entries.Span); frames.MoveNext();)
        {
            kinds.Add(SessionSchema<AgentEntry>.Instance.Decode(frames).GetType().Name);
        }

        foreach (string kind in kinds)
        {
            _commits.AddOrUpdate(new FailedCommit(kind, fault, ends), 1, (_, count) => count + 1);
        }
    }

    /// <summary>What has not happened of what was to.</summary>
    /// <param name="expected">What was to happen.</param>
    /// <param name="entries">The entries whose commits were to fail: not sent and with a lost outcome, in a process that goes on and in one that ends.</param>
    public IEnumerable<string> Missing(IEnumerable<Happening> expected, IEnumerable<string> entries) =>
    [
        .. expected.Where(happening => !_counts.ContainsKey(happening)).Select(happening => happening.ToString()),
        .. entries.SelectMany(FailedCommit.All).Where(commit => !_commits.ContainsKey(commit)).Select(commit => commit.ToString()),
    ];

    public override string ToString() => string.Join('\n',
    [
        .. _counts.OrderBy(count => count.Key).Select(count => $"{count.Value,9} {count.Key}"),
        .. _commits.OrderBy(count => count.Key.ToString(), StringComparer.Ordinal).Select(count => $"{count.Value,9} {count.Key}"),
    ]);

    private readonly record struct FailedCommit(string Entry, StorageFault Fault, bool Ends)
    {
        public static IEnumerable<FailedCommit> All(string entry) =>
            from fault in new[] { StorageFault.NotSent, StorageFault.OutcomeLost } from ends in new[] { false, true } select new FailedCommit(entry, fault, ends);

        public override string ToString() => $"commit of {Entry}: {Fault}{(Ends ? ", and the process ends" : "")}";
    }
}
