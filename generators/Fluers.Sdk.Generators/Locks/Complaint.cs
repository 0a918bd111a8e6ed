using Fluers.Sdk.Generators.Judging;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>What is to be said about a schema and its lock.</summary>
/// <param name="Id">The id of the diagnostic.</param>
/// <param name="IsError">Whether it stops the build.</param>
/// <param name="Place">Where in the schema.</param>
/// <param name="Text">What was found, and what to do.</param>
internal sealed record Complaint(string Id, bool IsError, Place Place, string Text);
