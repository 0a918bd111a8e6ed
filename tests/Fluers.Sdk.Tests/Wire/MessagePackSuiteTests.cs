using System.Globalization;
using System.Text.Json;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.Wire;

/// <summary>The vectors of the public MessagePack test suite: each value with every encoding that it may have.</summary>
public class MessagePackSuiteTests
{
    [Fact]
    public void Nil_is_read_as_null_and_as_nothing_else()
    {
        int count = EachEncoding("10", (_, bytes) =>
        {
            Assert.True(Bytes.Read(bytes, (ref r) => r.TryReadNil()));
            Assert.Null(Bytes.Read(bytes, (ref r) => r.ReadStringOrNil()));
            IsNothingElse(bytes, except: "StringOrNil");
        });
        Assert.Equal(1, count);
    }

    [Fact]
    public void Every_boolean_is_read_and_taken_for_nothing_else()
    {
        int count = EachEncoding("11", (value, bytes) =>
        {
            Assert.Equal(value.GetProperty("bool").GetBoolean(), Bytes.Read(bytes, (ref r) => r.ReadBoolean()));
            IsNothingElse(bytes, except: "Boolean");
        });
        Assert.Equal(2, count);
    }

    [Fact]
    public void Every_extension_value_is_kept_as_it_is_and_taken_for_nothing()
    {
        int count = EachEncoding("60", (value, bytes) =>
        {
            byte[] data = Bytes.Of(value.GetProperty("ext")[1].GetString()!);
            Assert.Equal((byte)value.GetProperty("ext")[0].GetInt32(), bytes[^(data.Length + 1)]);
            Assert.Equal(data, bytes[^data.Length..]);
            Assert.Equal(bytes, Bytes.Read(bytes, (ref r) => r.ReadRaw().ToArray()));
            IsNothingElse(bytes);

            // Behind a member that is known, and in a case that is not.
            byte[] parcel = [0x92, 0xC0, .. bytes];
            Bytes.Read(parcel, (ref r) =>
            {
                UnknownMembers unknown = default;
                int keys = r.EnterObject();
                r.KeepUnknownFrom(ref unknown, 0, keys);
                Assert.Equal(parcel[1..], Bytes.Written((ref w) => unknown.WriteFrom(ref w, 0)));
                return true;
            });
            Assert.Equal((byte[])[0x92, 0x09, .. bytes], Bytes.Written((ref w) => w.WriteUnknownCase(9, bytes)));
        });
        Assert.Equal(11, count);
    }

    [Fact]
    public void Every_number_that_is_exact_in_32_bits_is_read_into_them()
    {
        int count = EachEncoding("22", (value, bytes) =>
        {
            if (bytes[0] == 0xCA)
            {
                Assert.Equal(value.GetProperty("number").GetSingle(), Bytes.Read(bytes, (ref r) => r.ReadSingle()));
            }
            else
            {
                Bytes.Corrupt(bytes, (ref r) => r.ReadSingle());   // 64 bits are never cut to 32
            }
        });
        Assert.Equal(4, count);
    }

    [Fact]
    public void Every_integer_is_read_from_every_integer_encoding()
    {
        int count = EachEncoding("2", (value, bytes) =>
        {
            decimal expected = IntegerOf(value);
            if (bytes[0] is 0xCA or 0xCB)
            {
                Bytes.Corrupt(bytes, (ref r) => r.ReadInt64());
            }
            else if (expected > long.MaxValue)
            {
                Assert.Equal(expected, Bytes.Read(bytes, (ref r) => r.ReadUInt64()));
                Bytes.Corrupt(bytes, (ref r) => r.ReadInt64());
            }
            else
            {
                Assert.Equal(expected, Bytes.Read(bytes, (ref r) => r.ReadInt64()));
            }
        });
        Assert.True(count > 100, $"{count}");
    }

    [Fact]
    public void Every_number_is_read_as_a_floating_point_number()
    {
        int count = EachEncoding("2", (value, bytes) =>
            Assert.Equal((double)IntegerOf(value), Bytes.Read(bytes, (ref r) => r.ReadDouble())));
        Assert.True(count > 100, $"{count}");
    }

    [Fact]
    public void Every_text_is_read_from_every_encoding()
    {
        int count = EachEncoding("3", (value, bytes) =>
            Assert.Equal(value.GetProperty("string").GetString(), Bytes.Read(bytes, (ref r) => r.ReadString())));
        Assert.True(count > 20, $"{count}");
    }

    [Fact]
    public void Every_byte_string_is_read_from_every_encoding()
    {
        int count = EachEncoding("12", (value, bytes) =>
            Assert.Equal(Bytes.Of(value.GetProperty("binary").GetString()!), Bytes.Read(bytes, (ref r) => r.ReadBytes())));
        Assert.Equal(9, count);
    }

    [Fact]
    public void Every_collection_is_read_from_every_encoding()
    {
        int count = EachEncoding("4", (value, bytes) =>
        {
            JsonElement expected = value.EnumerateObject().First(property => property.Name is "array" or "map").Value;
            Bytes.Read(bytes, (ref r) =>
            {
                Walk(ref r, expected);
                return true;
            });
        });
        Assert.True(count > 30, $"{count}");
    }

    [Fact]
    public void Every_timestamp_of_a_year_that_exists_is_read()
    {
        int count = EachEncoding("50", (value, bytes) =>
        {
            long seconds = value.GetProperty("timestamp")[0].GetInt64();
            long nanoseconds = value.GetProperty("timestamp")[1].GetInt64();
            byte[] pointInTime = [0x92, .. bytes, 0x00];
            if (seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds())
            {
                Bytes.Corrupt(pointInTime, (ref r) => r.ReadDateTimeOffset());
            }
            else
            {
                DateTimeOffset expected = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100);
                Assert.Equal(expected, Bytes.Read(pointInTime, (ref r) => r.ReadDateTimeOffset()));
            }
        });
        Assert.Equal(19, count);
    }

    [Fact]
    public void Every_value_is_skipped_exactly_and_no_beginning_of_one_is_taken_for_a_value()
    {
        int count = EachEncoding("", (_, bytes) =>
        {
            byte[] followed = [.. bytes, 0xC3];
            Assert.True(Bytes.Read(followed, (ref r) =>
            {
                Assert.Equal(bytes, r.ReadRaw().ToArray());
                Assert.Equal(bytes.Length, r.Position);
                return r.ReadBoolean();
            }));

            for (int length = 0; length < bytes.Length; length++)
            {
                Bytes.Corrupt(bytes[..length], (ref r) =>
                {
                    r.Skip();
                    return r.Position;
                });
            }
        });
        Assert.True(count > 200, $"{count}");
    }

    /// <summary>That no reader takes a value for its own, but for the one that it belongs to.</summary>
    private static void IsNothingElse(byte[] bytes, string? except = null)
    {
        foreach ((string name, Reading<object?> read) in HostileBytesTests.Readers.Where(reader => reader.Key != "Raw" && reader.Key != except))
        {
            Assert.True(Record.Exception(() => Bytes.Read(bytes, read)) is SessionCorruptException, $"{name} reads {Convert.ToHexString(bytes)}");
        }
    }

    private static void Walk(ref SessionReader reader, JsonElement expected)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), reader.ReadArrayHeader());
                foreach (JsonElement element in expected.EnumerateArray())
                {
                    Walk(ref reader, element);
                }

                break;
            case JsonValueKind.Object:
                Assert.Equal(expected.EnumerateObject().Count(), reader.ReadMapHeader());
                foreach (JsonProperty property in expected.EnumerateObject())
                {
                    Assert.Equal(property.Name, reader.ReadString());
                    Walk(ref reader, property.Value);
                }

                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), reader.ReadString());
                break;
            default:
                Assert.Equal(expected.GetInt64(), reader.ReadInt64());
                break;
        }
    }

    private static decimal IntegerOf(JsonElement value) =>
        value.TryGetProperty("bignum", out JsonElement big)
            ? decimal.Parse(big.GetString()!, CultureInfo.InvariantCulture)
            : value.GetProperty("number").GetDecimal();

    /// <summary>Runs a check for each encoding of each value in the groups whose name begins with a prefix.</summary>
    /// <returns>The number of encodings.</returns>
    private static int EachEncoding(string group, Action<JsonElement, byte[]> check)
    {
        string? path = SharedData.Find("data/msgpack/msgpack-test-suite.json");
        Assert.SkipWhen(path is null, "The folder 'shared' with the MessagePack test suite is not beside the repository.");
        using JsonDocument suite = JsonDocument.Parse(File.ReadAllBytes(path!));
        int count = 0;
        foreach (JsonProperty values in suite.RootElement.EnumerateObject().Where(property => property.Name.StartsWith(group, StringComparison.Ordinal)))
        {
            foreach (JsonElement value in values.Value.EnumerateArray())
            {
                foreach (JsonElement encoding in value.GetProperty("msgpack").EnumerateArray())
                {
                    check(value, Bytes.Of(encoding.GetString()!));
                    count++;
                }
            }
        }

        return count;
    }
}
