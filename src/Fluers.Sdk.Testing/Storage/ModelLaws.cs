using CsCheck;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>Whatever is done to a storage, in whatever order and by however many writers, it answers as <see cref="MemoryStorage"/> does.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class ModelLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    private const int Steps = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Random_steps_of_some_writers_are_answered_as_in_memory(int writers)
    {
        foreach (Step[] steps in Samples(writers))
        {
            await using var model = new MemoryStorage(Clock);
            var run = new Run(model, Storage, $"{Guid.NewGuid():N}", writers);
            foreach (Step step in steps)
            {
                Clock.Now += TimeSpan.FromMilliseconds(step.Size);
                await run.TakeAsync(step);
            }

            await run.CompareAsync();
        }
    }

    // A seed of the law's own: the same steps for every storage, so that what fails on one can be run on another.
    private static List<Step[]> Samples(int writers)
    {
        Gen<Step> step = Gen.Select(
            Gen.Int[0, writers - 1], Gen.Int[0, 2], Gen.Enum<Act>(), Gen.Int[0, 70], (writer, session, act, size) => new Step(writer, session, act, size));
        var samples = new List<Step[]>();
        step.Array[Steps].Sample(samples.Add, seed: "0000LoN0wqO3", iter: 12, threads: 1);
        return samples;
    }

    private enum Act
    {
        Append,
        AppendMore,
        ChangeHead,
        Retry,
        ReuseCommitId,
        Reload,
        ReadRange,
        Delete,
        BuildOnAnother,
        Recall,
    }

    private sealed record Step(int Writer, int Session, Act Act, int Size)
    {
        public override string ToString() => $"writer {Writer} {Act} {Size} of session {Session}";
    }

    /// <summary>Takes the same steps on the model and on the storage. Each writer commits to the revision that it saw last.</summary>
    private sealed class Run(ISessionStorage model, ISessionStorage storage, string tenant, int writers)
    {
        private readonly Dictionary<(int Writer, int Session), (long Revision, Guid? Commit)> _seen = [];
        private readonly SessionCommit?[] _last = new SessionCommit?[writers];
        private int _number;

        public async Task TakeAsync(Step step)
        {
            SessionKey key = KeyOf(step.Session);
            switch (step.Act)
            {
                case Act.Append:
                    await CommitAsync(step, key, head: null, count: 1 + (step.Size % 3));
                    break;
                case Act.AppendMore:
                    await CommitAsync(step, key, head: null, count: step.Size);
                    break;
                case Act.ChangeHead:
                    await CommitAsync(step, key, $"head {_number}", step.Size % 2);
                    break;
                case Act.Retry when _last[step.Writer] is { } last:
                    Assert.Equal(await model.CommitAsync(last), await storage.CommitAsync(last));
                    break;
                case Act.ReuseCommitId when _last[step.Writer] is { } last:
                    SessionCommit other = last.With(head: TestCommits.Head($"other {_number++}"));
                    Assert.Equal(await model.CommitAsync(other), await storage.CommitAsync(other));
                    break;
                case Act.Reload:
                    StoredSessionInfo? info = await model.GetInfoAsync(key);
                    _seen[(step.Writer, step.Session)] = (info?.Revision ?? 0, info?.LastCommit);
                    break;
                case Act.ReadRange:
                    await CompareAsync(key, new EntryRange(step.Size, step.Size));
                    break;
                case Act.BuildOnAnother:
                    await CompareCommitAsync(TestCommits.Commit(key, 1 + (step.Size % 4), null, $"{_number++}").With(buildsOn: Guid.CreateVersion7()));
                    break;
                case Act.Recall when _last[step.Writer] is { } last:
                    foreach (long revision in new[] { last.ExpectedRevision, last.ExpectedRevision + 1, last.ExpectedRevision + 2 }.Where(revision => revision > 0))
                    {
                        Assert.Equal(
                            await model.RecallAsync(last.Key, revision, last.CommitId), await storage.RecallAsync(last.Key, revision, last.CommitId));
                    }

                    break;
                case Act.Delete when step.Size < 5:
                    Assert.Equal(await model.DeleteAsync(key), await storage.DeleteAsync(key));
                    break;
            }
        }

        public async Task CompareAsync()
        {
            foreach (int session in Enumerable.Range(0, 3))
            {
                await CompareAsync(KeyOf(session), EntryRange.All);
            }

            var query = new StoredSessionQuery { Tenant = tenant };
            Assert.Equal((await model.ListAsync(query)).Sessions, (await storage.ListAsync(query)).Sessions);
        }

        private async Task CommitAsync(Step step, SessionKey key, string? head, int count)
        {
            (long expected, Guid? last) = _seen.GetValueOrDefault((step.Writer, step.Session));
            string[] entries = [.. Enumerable.Range(0, count).Select(i => $"{_number}.{i} by {step.Writer}")];
            _number++;

            // Some writers name the commit that they build on, and some go by its number.
            SessionCommit commit = TestCommits.Commit(key, expected, expected == 0 ? head ?? "head" : head, entries).With(buildsOn: step.Writer % 2 == 0 ? last : null);
            CommitOutcome outcome = await CompareCommitAsync(commit);
            _last[step.Writer] = commit;
            if (outcome.Status == CommitStatus.Committed)
            {
                _seen[(step.Writer, step.Session)] = (outcome.Revision, commit.CommitId);
            }
        }

        private async Task<CommitOutcome> CompareCommitAsync(SessionCommit commit)
        {
            CommitOutcome outcome = await model.CommitAsync(commit);
            Assert.Equal(outcome, await storage.CommitAsync(commit));
            return outcome;
        }

        private async Task CompareAsync(SessionKey key, EntryRange range)
        {
            var expected = new RecordedSession();
            var actual = new RecordedSession();
            Assert.Equal(await model.ReadAsync(key, range, expected), await storage.ReadAsync(key, range, actual));
            Assert.Equal(expected.WasCalled, actual.WasCalled);
            if (expected.WasCalled)
            {
                Assert.Equal(expected.Info, actual.Info);
                Assert.Equal(expected.Head, actual.Head);
                Assert.Equal(expected.Entries, actual.Entries);
            }
        }

        private SessionKey KeyOf(int session) => new(tenant, new SessionId($"session-{session}"));
    }
}
