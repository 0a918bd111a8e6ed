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
    /// <summary>One such piece.</summary>
    /// <param name="Hash">Its hash.</param>
    /// <param name="Message">The position of its message.</param>
    /// <param name="IsAssistant">Whether the model says it.</param>
    public readonly record struct Atom(UInt128 Hash, int Message, bool IsAssistant);

    public static List<Atom> Of(IReadOnlyList<ChatMessage> messages, ChatCodec codec)
    {
        var atoms = new List<Atom>(messages.Count);
        for (int i = 0; i < messages.Count; i++)
        {
            ChatMessage message = messages[i];
            bool isAssistant = message.Role == ChatRole.Assistant;
            string text = message.Text;
            if (text.Length > 0)
            {
                atoms.Add(new Atom(Hash(message.Role.Value, text), i, isAssistant));
            }

            foreach (AIContent content in message.Contents)
            {
                if (HashOf(content, codec) is { } hash)
                {
                    atoms.Add(new Atom(hash, i, isAssistant));
                }
            }
        }

        return atoms;
    }

    private static UInt128? HashOf(AIContent content, ChatCodec codec) => content switch
    {
        TextContent or TextReasoningContent or UsageContent or ErrorContent or ToolResultContent or ToolApprovalRequestContent or ToolApprovalResponseContent => null,
        FunctionCallContent call => Hash("call", call.CallId, call.Name),
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
