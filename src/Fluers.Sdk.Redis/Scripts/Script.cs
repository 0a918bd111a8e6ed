using System.Security.Cryptography;
using System.Text;

namespace Fluers.Sdk.Redis.Scripts;

/// <summary>A script in Lua. A server that has it is asked for it by its SHA-1; one that has not is given the text.</summary>
internal sealed class Script(string text)
{
    public string Text { get; } = text;

    public byte[] Sha { get; } = SHA1.HashData(Encoding.UTF8.GetBytes(text));
}
