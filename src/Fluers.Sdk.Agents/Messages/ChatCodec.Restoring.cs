using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Messages;

// From what is stored to contents.
internal sealed partial class ChatCodec
{
    /// <summary>
    /// The content that was stored. One that this build does not know, or not all of, carries what is stored as its raw
    /// representation, so that it can be stored again as it was.
    /// </summary>
    /// <exception cref="SessionCorruptException">What is stored is no content that can be: a call without an id, bytes without a media type.</exception>
    public AIContent Restore(StoredContent stored)
    {
        AIContent content = Whole(() => RestoreCase(stored), stored.GetType().Name);
        content.Annotations = stored.Annotations is { } annotations ? [.. annotations.Select(Restore)] : content.Annotations;
        content.AdditionalProperties = JsonValues.Additional(stored.Properties) ?? content.AdditionalProperties;
        if (stored.KeepsUnknown || HasMoreThanNamed(stored))
        {
            content.RawRepresentation = stored;
        }

        return content;
    }

    /// <summary>
    /// What is stored passed its checksum and has the shape of its schema; yet a value may be one that Microsoft.Extensions.AI refuses. Whoever wrote it,
    /// it is the stored data that is wrong, and that is what the caller is told.
    /// </summary>
    private static T Whole<T>(Func<T> restore, string what)
    {
        try
        {
            return restore();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or NotSupportedException or JsonException or IndexOutOfRangeException)
        {
            throw new SessionCorruptException($"{what} holds a value that no message can have: {e.Message}", 0, e);
        }
    }

    private static bool HasMoreThanNamed(StoredContent stored) =>
        JsonValues.IsMoreThanNamed(stored.Properties, StringComparer.OrdinalIgnoreCase)
        || stored switch
        {
            StoredContent.FunctionCall call => JsonValues.IsMoreThanNamed(call.Arguments, StringComparer.Ordinal),
            StoredContent.McpServerToolCall call => JsonValues.IsMoreThanNamed(call.Arguments, StringComparer.Ordinal),
            _ => false,
        };

    private AIContent RestoreCase(StoredContent stored) => stored switch
    {
        StoredContent.Plain => new AIContent(),
        StoredContent.Text text => new TextContent(text.Value),
        StoredContent.Reasoning thought => new TextReasoningContent(thought.Value) { ProtectedData = thought.Protected },
        StoredContent.Data { Uri: { } uri } data => new DataContent(uri, data.MediaType) { Name = data.Name },
        StoredContent.Data data => new DataContent(data.Bytes, data.MediaType) { Name = data.Name },
        StoredContent.Link link => new UriContent(link.Address, link.MediaType),
        StoredContent.Error error => new ErrorContent(error.Message) { ErrorCode = error.Code, Details = error.Details },
        StoredContent.Usage usage => new UsageContent(Restore(usage.Details)!),
        StoredContent.HostedFile file => new HostedFileContent(file.FileId)
        {
            MediaType = file.MediaType,
            Name = file.Name,
            SizeInBytes = file.Size,
            CreatedAt = file.CreatedAt,
            Purpose = file.Purpose,
            Scope = file.Scope,
        },
        StoredContent.HostedVectorStore store => new HostedVectorStoreContent(store.StoreId),
        StoredContent.ToolCall call => new ToolCallContent(call.CallId),
        StoredContent.ToolResult result => new ToolResultContent(result.CallId),
        StoredContent.FunctionCall call =>
            new FunctionCallContent(call.CallId, call.Name, JsonValues.Named(call.Arguments, $"the arguments of the call '{call.CallId}'")) { InformationalOnly = call.InformationalOnly },
        StoredContent.FunctionResult result => new FunctionResultContent(result.CallId, ValueOf(result)),
        StoredContent.InputRequest request => NewInputRequest(request.RequestId),
        StoredContent.InputResponse response => NewInputResponse(response.RequestId),
        StoredContent.ApprovalRequest request =>
            new ToolApprovalRequestContent(request.RequestId, CallOf(request.Call)) { RequiresConfirmation = request.RequiresConfirmation },
        StoredContent.ApprovalResponse response =>
            new ToolApprovalResponseContent(response.RequestId, response.Approved, CallOf(response.Call)) { Reason = response.Reason },
        StoredContent.McpServerToolCall call =>
            new McpServerToolCallContent(call.CallId, call.Name, call.ServerName) { Arguments = JsonValues.Named(call.Arguments, $"the arguments of the call '{call.CallId}'") },
        StoredContent.McpServerToolResult result => new McpServerToolResultContent(result.CallId) { Outputs = Restore(result.Outputs) },
        StoredContent.ImageGenerationCall call => new ImageGenerationToolCallContent(call.CallId),
        StoredContent.ImageGenerationResult result => new ImageGenerationToolResultContent(result.CallId) { Outputs = Restore(result.Outputs) },
        StoredContent.CodeInterpreterCall call => new CodeInterpreterToolCallContent(call.CallId) { Inputs = Restore(call.Inputs) },
        StoredContent.CodeInterpreterResult result => new CodeInterpreterToolResultContent(result.CallId) { Outputs = Restore(result.Outputs) },
        StoredContent.WebSearchCall call => new WebSearchToolCallContent(call.CallId) { Queries = call.Queries is { } queries ? [.. queries] : null },
        StoredContent.WebSearchResult result => new WebSearchToolResultContent(result.CallId) { Outputs = Restore(result.Outputs) },
        StoredContent.Custom custom => RestoreCustom(custom),
        _ => new AIContent { RawRepresentation = stored },
    };

    private AIContent RestoreCustom(StoredContent.Custom custom)
    {
        var known = (JsonTypeInfo<AIContent>)_options.GetTypeInfo(typeof(AIContent));
        bool isKnown = known.PolymorphismOptions?.DerivedTypes.Any(derived => derived.TypeDiscriminator is string tag && tag == custom.TypeTag) == true;
        return isKnown
            ? custom.Value.Deserialize(known) ?? throw new SessionCorruptException($"the content of type '{custom.TypeTag}' is JSON null", 0)
            : new AIContent { RawRepresentation = custom };
    }

    private object? ValueOf(StoredContent.FunctionResult result) => result switch
    {
        { PlainText: { } text } => text,
        { Contents: { } contents, IsOneContent: true } => Restore(contents[0]),
        { Contents: { } contents } => Restore(contents),
        { Value: { } value } => value,
        _ => null,
    };

    private ToolCallContent CallOf(StoredContent stored) => Restore(stored) switch
    {
        ToolCallContent call => call,
        AIContent other => new ToolCallContent("unknown") { RawRepresentation = other.RawRepresentation },   // of a kind that a newer build knows
    };

    private List<AIContent>? Restore(ImmutableArray<StoredContent>? contents) => contents is { } some ? [.. some.Select(Restore)] : null;

    private static AIAnnotation Restore(StoredAnnotation stored)
    {
        AIAnnotation annotation = stored switch
        {
            StoredAnnotation.Citation citation => new CitationAnnotation
            {
                Title = citation.Title,
                Url = citation.Url,
                FileId = citation.FileId,
                ToolName = citation.ToolName,
                Snippet = citation.Snippet,
            },
            StoredAnnotation.Plain => new AIAnnotation(),
            _ => new AIAnnotation { RawRepresentation = stored },
        };
        annotation.AnnotatedRegions = stored.Regions is { } regions ? [.. regions.Select(Restore)] : null;
        annotation.AdditionalProperties = JsonValues.Additional(stored.Properties);
        return annotation;
    }

    private static AnnotatedRegion Restore(StoredRegion stored) => stored switch
    {
        StoredRegion.TextSpan span => new TextSpanAnnotatedRegion { StartIndex = span.Start, EndIndex = span.End },
        _ => new AnnotatedRegion(),
    };

    private static UsageDetails? Restore(StoredUsage? usage) => usage is null ? null : new UsageDetails
    {
        InputTokenCount = usage.Input,
        OutputTokenCount = usage.Output,
        TotalTokenCount = usage.Total,
        CachedInputTokenCount = usage.CachedInput,
        ReasoningTokenCount = usage.Reasoning,
        InputAudioTokenCount = usage.InputAudio,
        InputTextTokenCount = usage.InputText,
        OutputAudioTokenCount = usage.OutputAudio,
        OutputTextTokenCount = usage.OutputText,
        AdditionalCounts = usage.Additional is { } counts ? Counts(counts) : null,
    };

    // The last of two counts of one name, as of two members of one name.
    private static AdditionalPropertiesDictionary<long> Counts(ImmutableArray<KeyValuePair<string, long>> counts)
    {
        var values = new AdditionalPropertiesDictionary<long>();
        foreach ((string name, long count) in counts)
        {
            values[name] = count;
        }

        return values;
    }

    // Types that have no constructor for others than those who derive from them, and yet may come from anywhere.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern InputRequestContent NewInputRequest(string requestId);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern InputResponseContent NewInputResponse(string requestId);
}
