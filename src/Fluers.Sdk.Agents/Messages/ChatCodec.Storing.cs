using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Messages;

// From contents to what is stored.
internal sealed partial class ChatCodec
{
    public StoredContent Store(AIContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.RawRepresentation is not StoredContent kept)
        {
            return StoreNew(content);
        }

        // It came out of a session with what this build does not know. It goes back as it was, unless somebody changed it.
        StoredContent now = StoreNew(content);
        return BytesOf(now).AsSpan().SequenceEqual(BytesOf(StoreNew(Restore(kept)))) ? kept : now;
    }

    private StoredContent StoreNew(AIContent content) => StoreCase(content) with
    {
        Annotations = content.Annotations is { } annotations ? [.. annotations.Select(Store)] : null,
        Properties = _json.Of(content.AdditionalProperties),
    };

    private StoredContent StoreCase(AIContent content) => content switch
    {
        // By its exact type: what derives from one of these may hold more.
        _ when content.GetType() == typeof(AIContent) => new StoredContent.Plain(),
        TextContent text => new StoredContent.Text(JsonValues.Whole(text.Text)),
        TextReasoningContent thought => new StoredContent.Reasoning(JsonValues.Whole(thought.Text), thought.ProtectedData),
        DataContent data when data.GetType() == typeof(DataContent) => StoreData(data),
        UriContent uri when uri.GetType() == typeof(UriContent) => new StoredContent.Link(uri.Uri, uri.MediaType),
        ErrorContent error when error.GetType() == typeof(ErrorContent) => new StoredContent.Error(JsonValues.Whole(error.Message), error.ErrorCode, error.Details),
        UsageContent usage when usage.GetType() == typeof(UsageContent) => new StoredContent.Usage(Store(usage.Details)!),
        HostedFileContent file => new StoredContent.HostedFile(file.FileId)
        {
            MediaType = file.MediaType,
            Name = file.Name,
            Size = file.SizeInBytes,
            CreatedAt = file.CreatedAt,
            Purpose = file.Purpose,
            Scope = file.Scope,
        },
        HostedVectorStoreContent store => new StoredContent.HostedVectorStore(store.VectorStoreId),
        FunctionCallContent call when call.GetType() == typeof(FunctionCallContent) =>
            new StoredContent.FunctionCall(call.CallId, call.Name, _json.Of(call.Arguments), call.InformationalOnly),
        FunctionResultContent result when result.GetType() == typeof(FunctionResultContent) => StoreResult(result),
        ToolApprovalRequestContent request => new StoredContent.ApprovalRequest(request.RequestId, Store(request.ToolCall), request.RequiresConfirmation),
        ToolApprovalResponseContent response => new StoredContent.ApprovalResponse(response.RequestId, response.Approved, Store(response.ToolCall), response.Reason),
        McpServerToolCallContent call => new StoredContent.McpServerToolCall(call.CallId, call.Name, call.ServerName, _json.Of(call.Arguments)),
        McpServerToolResultContent result => new StoredContent.McpServerToolResult(result.CallId, Store(result.Outputs)),
        ImageGenerationToolCallContent call => new StoredContent.ImageGenerationCall(call.CallId),
        ImageGenerationToolResultContent result => new StoredContent.ImageGenerationResult(result.CallId, Store(result.Outputs)),
        CodeInterpreterToolCallContent call => new StoredContent.CodeInterpreterCall(call.CallId, Store(call.Inputs)),
        CodeInterpreterToolResultContent result => new StoredContent.CodeInterpreterResult(result.CallId, Store(result.Outputs)),
        WebSearchToolCallContent call => new StoredContent.WebSearchCall(call.CallId, call.Queries is { } queries ? [.. queries] : null),
        WebSearchToolResultContent result => new StoredContent.WebSearchResult(result.CallId, Store(result.Outputs)),
        _ when content.GetType() == typeof(ToolCallContent) => new StoredContent.ToolCall(((ToolCallContent)content).CallId),
        _ when content.GetType() == typeof(ToolResultContent) => new StoredContent.ToolResult(((ToolResultContent)content).CallId),
        _ when content.GetType() == typeof(InputRequestContent) => new StoredContent.InputRequest(((InputRequestContent)content).RequestId),
        _ when content.GetType() == typeof(InputResponseContent) => new StoredContent.InputResponse(((InputResponseContent)content).RequestId),
        _ => StoreCustom(content),
    };

    private static StoredContent.Data StoreData(DataContent data)
    {
        var stored = new StoredContent.Data(data.MediaType, data.Data, data.Name);
        string canonical = new DataContent(data.Data, data.MediaType).Uri;
        return data.Uri == canonical ? stored : stored with { Uri = data.Uri };
    }

    private StoredContent.FunctionResult StoreResult(FunctionResultContent result) => result.Result switch
    {
        string text => new StoredContent.FunctionResult(result.CallId) { PlainText = JsonValues.Whole(text) },
        AIContent content => new StoredContent.FunctionResult(result.CallId, Contents: [Store(content)], IsOneContent: true),
        IEnumerable<AIContent> contents => new StoredContent.FunctionResult(result.CallId, Contents: [.. contents.Select(Store)]),
        var value => new StoredContent.FunctionResult(result.CallId, _json.Of(value)),
    };

    private StoredContent.Custom StoreCustom(AIContent content)
    {
        Type type = content.GetType();
        var known = (JsonTypeInfo<AIContent>)_options.GetTypeInfo(typeof(AIContent));
        object? tag = known.PolymorphismOptions?.DerivedTypes.FirstOrDefault(derived => derived.DerivedType == type).TypeDiscriminator;
        return tag is string text
            ? new StoredContent.Custom(text, CompactJson.Of(JsonSerializer.SerializeToElement(content, known)))
            : throw new SessionValueException(
                $"{type} is no content that this build knows how to store; give it a tag in the JsonSerializerOptions, AddAIContentType<{type.Name}>(\"…\"), and give those");
    }

    private ImmutableArray<StoredContent>? Store(IList<AIContent>? contents) => contents is null ? null : [.. contents.Select(Store)];

    private StoredAnnotation Store(AIAnnotation annotation)
    {
        StoredAnnotation stored = annotation switch
        {
            CitationAnnotation citation when citation.GetType() == typeof(CitationAnnotation) => new StoredAnnotation.Citation
            {
                Title = citation.Title,
                Url = citation.Url,
                FileId = citation.FileId,
                ToolName = citation.ToolName,
                Snippet = citation.Snippet,
            },
            { RawRepresentation: StoredAnnotation.Unknown unknown } => unknown,
            _ when annotation.GetType() == typeof(AIAnnotation) => new StoredAnnotation.Plain(),
            _ => throw new SessionValueException($"{annotation.GetType()} is no annotation that this build knows how to store"),
        };
        return stored is StoredAnnotation.Unknown ? stored : stored with
        {
            Regions = annotation.AnnotatedRegions is { } regions ? [.. regions.Select(Store)] : null,
            Properties = _json.Of(annotation.AdditionalProperties),
        };
    }

    private static StoredRegion Store(AnnotatedRegion region) => region switch
    {
        TextSpanAnnotatedRegion span => new StoredRegion.TextSpan(span.StartIndex, span.EndIndex),
        _ when region.GetType() == typeof(AnnotatedRegion) => new StoredRegion.Plain(),
        _ => throw new SessionValueException($"{region.GetType()} is no region that this build knows how to store"),
    };

    private static StoredUsage? Store(UsageDetails? usage) => usage is null ? null : new StoredUsage
    {
        Input = usage.InputTokenCount,
        Output = usage.OutputTokenCount,
        Total = usage.TotalTokenCount,
        CachedInput = usage.CachedInputTokenCount,
        Reasoning = usage.ReasoningTokenCount,
        InputAudio = usage.InputAudioTokenCount,
        InputText = usage.InputTextTokenCount,
        OutputAudio = usage.OutputAudioTokenCount,
        OutputText = usage.OutputTextTokenCount,
        Additional = usage.AdditionalCounts is { } counts ? [.. counts] : null,
    };
}
