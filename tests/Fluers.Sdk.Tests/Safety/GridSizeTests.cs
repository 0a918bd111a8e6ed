using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Tests.Wire;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>Arrays of several dimensions whose lengths do not fit their elements, or nothing at all.</summary>
public class GridSizeTests
{
    [Theory]
    [InlineData(28, "93 CE7FFFFFFF CE7FFFFFFF 90")]              // the product overflows 32 bits
    [InlineData(28, "93 CE00010000 CE00010000 90")]              // and is 0 in them
    [InlineData(28, "93 CE7FFFFFFF 00 91 01")]
    [InlineData(28, "93 CE7FFFFFFF CE7FFFFFFF 00 90")]
    [InlineData(28, "93 FF FF 91 01")]                           // -1 times -1
    [InlineData(28, "93 02 02 93 01 02 03")]
    [InlineData(28, "93 02 02 95 01 02 03 04 05")]
    [InlineData(28, "93 02 02 DD FFFFFFFF 01")]
    [InlineData(28, "92 02 92 01 02")]
    [InlineData(29, "94 CE00200000 CE00200000 CE00200000 90")]   // 2 to the 63rd
    [InlineData(29, "94 CE00400000 CE00400000 CE00100000 90")]   // 2 to the 64th
    [InlineData(29, "94 CE7FFFFFFF CE7FFFFFFF 00 91 C0")]
    public void Lengths_that_the_elements_do_not_fill_are_refused_before_anything_is_allocated(int key, string grid)
    {
        byte[] frame = Payloads.Frame<Everything>(Payloads.At(key, Bytes.Of(grid)));

        long allocated = Payloads.Allocated<Everything>(frame, out Exception? error);

        Assert.IsType<SessionCorruptException>(error);
        Assert.InRange(allocated, 0, 1 << 17);
    }

    [Theory]
    [InlineData(1_000, 1_000)]
    [InlineData(1, 1_000_000)]
    public void Large_grids_are_read_as_they_were_written(int rows, int columns)
    {
        var grid = new int[rows, columns];
        grid[rows - 1, columns - 1] = 7;
        SessionSchema<Everything> schema = SessionSchema<Everything>.Instance;

        Everything read = schema.Decode(schema.Encode(new Everything { Grid = grid }, FrameKind.Entry));

        Assert.Equal(grid, read.Grid);
    }
}
