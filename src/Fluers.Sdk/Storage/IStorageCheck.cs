namespace Fluers.Sdk.Storage;

/// <summary>
/// A storage that can look for damage in what it lies in. Optional. Reading every session finds what is wrong with sessions that are listed;
/// damage of an index or a page may hide one, and is found here.
/// </summary>
public interface IStorageCheck
{
    /// <summary>Looks through all that is stored, and changes nothing. It takes as long as reading everything.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found, in words; empty when nothing is wrong. Where a great deal is wrong, the first of it.</returns>
    ValueTask<IReadOnlyList<string>> FindDamageAsync(CancellationToken cancellationToken = default);
}
