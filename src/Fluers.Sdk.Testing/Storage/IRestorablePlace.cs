namespace Fluers.Sdk.Testing;

/// <summary>A place whose content a test can take back to what it was, as a restore from a backup does, or a failover that loses the last commits.</summary>
public interface IRestorablePlace
{
    /// <summary>
    /// Whether a storage that is open on the place outlives a restore, as one on a server does. One that keeps files open, or the place to itself, is
    /// closed first and opened again.
    /// </summary>
    bool RestoresUnderOpenStorages { get; }

    /// <summary>Keeps aside all that is stored.</summary>
    Task BackUpAsync();

    /// <summary>Puts back what was kept aside, in the place of all that is stored.</summary>
    Task RestoreAsync();

    /// <summary>Removes all that is stored, so that the place is empty as at first.</summary>
    Task ClearAsync();
}
