using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Agents.Tests.Recording;

/// <summary>A storage that fails at one commit of a test: the first one behind the creation of the session is 1.</summary>
internal sealed class CountedFaults(ISessionStorage storage) : DelegatingSessionStorage(storage)
{
    private int _commits = -1;
    private int _failing;
    private StorageFault _fault;

    /// <summary>Whether it has failed.</summary>
    public bool HasFailed { get; private set; }

    public void FailCommit(int commit, StorageFault fault)
    {
        _commits = 0;
        (_failing, _fault) = (commit, fault);
    }

    public override async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
    {
        if (_commits >= 0 && ++_commits == _failing)
        {
            HasFailed = true;
            if (_fault == StorageFault.OutcomeLost)
            {
                await base.CommitAsync(commit, cancellationToken);
            }

            throw new SessionStorageException("The storage is away.");
        }

        return await base.CommitAsync(commit, cancellationToken);
    }
}
