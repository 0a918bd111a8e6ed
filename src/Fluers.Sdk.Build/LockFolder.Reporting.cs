using Fluers.Sdk.Generators.Locks;
using Microsoft.Build.Utilities;

namespace Fluers.Sdk.Build;

// What a build says of it. The rest knows of no build.
internal sealed partial class LockFolder
{
    /// <summary>Reports a lock that cannot be read.</summary>
    public void Report(string id, LockException malformed, TaskLoggingHelper log) => log.LogError(
        subcategory: null, errorCode: malformed.Id, helpKeyword: null, PathOf(id), malformed.Line, columnNumber: 0, endLineNumber: 0, endColumnNumber: 0,
        $"The lock of schema '{id}' cannot be read: {malformed.Message}; {malformed.Answer}");
}
