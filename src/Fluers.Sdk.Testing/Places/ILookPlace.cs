using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>A place that can be opened to look only, beside a writer or where nobody may write.</summary>
public interface ILookPlace
{
    /// <summary>Opens a storage that only looks.</summary>
    ValueTask<ISessionStorage> OpenToLookAsync();

    /// <summary>
    /// All that lies in the place, by name, with content and times of change in whatever form: two are equal when nothing was touched in between.
    /// Empty where nothing was made yet.
    /// </summary>
    Task<IReadOnlyDictionary<string, string>> ContentAsync();
}
