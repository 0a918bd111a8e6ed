using System.Collections.Immutable;
using System.Text.Json;
using MessagePack;

namespace Fluers.Sdk.Agents;

// Calls of tools, their results, and what people are asked about them.
public abstract partial record StoredContent
{
    /// <summary>A call of which only the id is known.</summary>
    /// <param name="CallId">The id, which the result repeats.</param>
    [Case(9)]
    public sealed partial record ToolCall([property: Key(2)] string CallId) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>A result of which only the call's id is known.</summary>
    /// <param name="CallId">The id of the call.</param>
    [Case(10)]
    public sealed partial record ToolResult([property: Key(2)] string CallId) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>A call of a function by the model.</summary>
    /// <param name="CallId">The id, which the result repeats.</param>
    /// <param name="Name">The name of the function.</param>
    /// <param name="Arguments">The arguments, one JSON object; <see langword="null"/> where there are none.</param>
    /// <param name="InformationalOnly">Whether the provider has run it already.</param>
    [Case(11)]
    public sealed partial record FunctionCall(
        [property: Key(2)] string CallId,
        [property: Key(3)] string Name,
        [property: Key(4)] JsonElement? Arguments = null,
        [property: Key(5)] bool InformationalOnly = false) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>What a function gave.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Value">What it gave, any JSON value; <see langword="null"/> for nothing, or where it gave contents.</param>
    /// <param name="Contents">The contents that it gave, such as images.</param>
    /// <param name="IsOneContent">Whether it gave one content rather than a list with one.</param>
    [Case(12)]
    public sealed partial record FunctionResult(
        [property: Key(2)] string CallId,
        [property: Key(3)] JsonElement? Value = null,
        [property: Key(4)] ImmutableArray<StoredContent>? Contents = null,
        [property: Key(5)] bool IsOneContent = false) : StoredContent
    {
        /// <summary>The text that it gave, where that is a text and no JSON.</summary>
        [Key(6)]
        public string? PlainText { get; init; }

        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || IsAnyUnknown(Contents) || base.KeepsUnknown;
    }

    /// <summary>A question to a person.</summary>
    /// <param name="RequestId">Its id, which the answer repeats.</param>
    [Case(13)]
    public sealed partial record InputRequest([property: Key(2)] string RequestId) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>A person's answer.</summary>
    /// <param name="RequestId">The id of the question.</param>
    [Case(14)]
    public sealed partial record InputResponse([property: Key(2)] string RequestId) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>The question whether a tool may run.</summary>
    /// <param name="RequestId">Its id, which the answer repeats.</param>
    /// <param name="Call">The call.</param>
    /// <param name="RequiresConfirmation">Whether a person has to answer.</param>
    [Case(15)]
    public sealed partial record ApprovalRequest(
        [property: Key(2)] string RequestId, [property: Key(3)] StoredContent Call, [property: Key(4)] bool RequiresConfirmation = true) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || Call.KeepsUnknown || base.KeepsUnknown;
    }

    /// <summary>The answer whether a tool may run.</summary>
    /// <param name="RequestId">The id of the question.</param>
    /// <param name="Approved">Whether it may.</param>
    /// <param name="Call">The call.</param>
    /// <param name="Reason">Why.</param>
    [Case(16)]
    public sealed partial record ApprovalResponse(
        [property: Key(2)] string RequestId,
        [property: Key(3)] bool Approved,
        [property: Key(4)] StoredContent Call,
        [property: Key(5)] string? Reason = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || Call.KeepsUnknown || base.KeepsUnknown;
    }

    /// <summary>A call that the provider makes to an MCP server.</summary>
    /// <param name="CallId">The id, which the result repeats.</param>
    /// <param name="Name">The name of the tool.</param>
    /// <param name="ServerName">The name of the server.</param>
    /// <param name="Arguments">The arguments, one JSON object.</param>
    [Case(17)]
    public sealed partial record McpServerToolCall(
        [property: Key(2)] string CallId,
        [property: Key(3)] string Name,
        [property: Key(4)] string? ServerName = null,
        [property: Key(5)] JsonElement? Arguments = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || base.KeepsUnknown;
    }

    /// <summary>What an MCP server gave.</summary>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="Outputs">The outputs.</param>
    [Case(18)]
    public sealed partial record McpServerToolResult([property: Key(2)] string CallId, [property: Key(3)] ImmutableArray<StoredContent>? Outputs = null) : StoredContent
    {
        internal override bool KeepsUnknown => !UnknownMembers.IsEmpty || IsAnyUnknown(Outputs) || base.KeepsUnknown;
    }

    private static bool IsAnyUnknown(ImmutableArray<StoredContent>? contents) => contents is { } some && some.Any(content => content.KeepsUnknown);
}
