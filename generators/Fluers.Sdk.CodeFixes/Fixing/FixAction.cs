using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.CodeFixes.Fixing;

/// <summary>One way to answer diagnostics: the same for one of them as for all of a solution.</summary>
internal abstract class FixAction
{
    /// <summary>What tells this action from others, and stays the same over all diagnostics that are fixed together.</summary>
    public virtual string Key => GetType().Name;

    /// <summary>What the action does for a diagnostic, as its author sees it; <see langword="null"/> where it can do nothing.</summary>
    public abstract Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation);

    /// <summary>What the action does for many.</summary>
    public abstract string TitleForAll { get; }

    /// <summary>Answers diagnostics of one project.</summary>
    public abstract Task<Solution> ApplyAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation);
}
