namespace Fluers.Sdk.Storage;

// Beside a writer, a commit that is being written looks like one that was torn.
internal sealed partial class SessionFile
{
    private const int Looks = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private volatile FileState? _settled;   // what was looked at often enough

    /// <summary>
    /// Looks again at a file that ends in what is no whole commit, until it does not, or does not change any more. Only where there may be a
    /// writer: who has the folder for himself alone sees at once that the file is torn.
    /// </summary>
    public async ValueTask SettleAsync(CancellationToken cancellationToken)
    {
        for (int look = 0; work.IsReadOnly && IsTorn && _settled != _state; look++)
        {
            long commits = _state.Torn!.Commits;
            if (look == Looks)
            {
                _settled = _state;
                return;
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            using (await InTurnAsync(cancellationToken).ConfigureAwait(false))
            {
                Look(cancellationToken);
                if (_state.Torn is { } torn && torn.Commits > commits)
                {
                    // Commits came while we looked: somebody is writing, and this is his next one.
                    Set(_state with { Torn = null });
                }
            }
        }
    }
}
