using System.IO.Hashing;
using System.Runtime.InteropServices;
using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// What makes a message the same message when a client sends it again: who speaks, its text, its calls, its pictures. Thoughts, costs and ids are
/// left aside, since clients lose them on the way; so are results of tools, which are told apart by their calls.
/// </summary>
internal static class MessageAtoms
{
    /// <summary>The pieces of a message, each as its hash.</summary>
    public static List<UInt128> Of(ChatMessage message, ChatCodec codec)
    {
        var atoms = new List<UInt128>();
        string text = message.Text;
        if (text.Length > 0)
        {
            atoms.Add(Hash(message.Role.Value, text));
        }

        atoms.AddRange(message.Contents.Select(content => HashOf(content, codec)).OfType<UInt128>());
        return atoms;
    }

    /// <summary>A call, as its hash.</summary>
    public static UInt128 Of(FunctionCallContent call) => Hash("call", call.CallId, call.Name);

    private static UInt128? HashOf(AIContent content, ChatCodec codec) => content switch
    {
        TextContent or TextReasoningContent or UsageContent or ErrorContent or ToolResultContent or ToolApprovalRequestContent or ToolApprovalResponseContent => null,
        FunctionCallContent call => Of(call),
        DataContent data => Hash(data.MediaType, data.Data.Span),
        UriContent uri => Hash("uri", uri.Uri.OriginalString),
        _ when content.GetType() == typeof(AIContent) => null,
        _ => Hash(content.GetType().Name, ChatCodec.BytesOf(codec.Store(content))),
    };

    private static UInt128 Hash(string kind, params ReadOnlySpan<string> texts)
    {
        var hash = new XxHash128();
        hash.Append(MemoryMarshal.AsBytes(kind.AsSpan()));
        foreach (string text in texts)
        {
            hash.Append([0, 0]);
            hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
        }

        return hash.GetCurrentHashAsUInt128();
    }

    private static UInt128 Hash(string kind, ReadOnlySpan<byte> bytes)
    {
        var hash = new XxHash128();
        hash.Append(MemoryMarshal.AsBytes(kind.AsSpan()));
        hash.Append([0, 0]);
        hash.Append(bytes);
        return hash.GetCurrentHashAsUInt128();
    }
}
