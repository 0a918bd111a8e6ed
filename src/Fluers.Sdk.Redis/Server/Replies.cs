using System.Globalization;
using RESPite.Messages;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Server;

/// <summary>Reads what servers reply.</summary>
internal static class Replies
{
    /// <summary>The elements of a reply, as texts.</summary>
    public static string?[] Texts(this RespResult reply)
    {
        RespReader reader = reply.Read();
        string?[] texts = new string?[reader.AggregateLength()];
        for (int i = 0; i < texts.Length; i++)
        {
            reader.MoveNextScalar();
            texts[i] = reader.ReadString();
        }

        return texts;
    }

    /// <summary>A number that a script gave as a text, so that it has all its digits.</summary>
    public static long Number(string? text) => long.Parse(text!, NumberStyles.None, CultureInfo.InvariantCulture);
}
