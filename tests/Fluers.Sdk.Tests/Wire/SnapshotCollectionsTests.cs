using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.Wire;

/// <summary>What a generated hop makes of the arrays of the version before.</summary>
public sealed class SnapshotCollectionsTests
{
    [Fact]
    public void A_grid_keeps_its_shape_and_each_element_its_place()
    {
        int[,] plane = { { 1, 2, 3 }, { 4, 5, 6 } };
        int[,,] space = { { { 1, 2 }, { 3, 4 }, { 5, 6 } } };
        int[,,,] tesseract = { { { { 1 }, { 2 } } }, { { { 3 }, { 4 } } } };

        Assert.Equal(new string[,] { { "1", "2", "3" }, { "4", "5", "6" } }, SnapshotCollections.Grid(plane, item => $"{item}"));
        Assert.Equal(new string[,,] { { { "1", "2" }, { "3", "4" }, { "5", "6" } } }, SnapshotCollections.Grid(space, item => $"{item}"));
        Assert.Equal(new string[,,,] { { { { "1" }, { "2" } } }, { { { "3" }, { "4" } } } }, SnapshotCollections.Grid(tesseract, item => $"{item}"));
    }

    [Fact]
    public void An_empty_grid_keeps_its_lengths()
    {
        string[,,] none = SnapshotCollections.Grid(new int[3, 0, 2], item => $"{item}");

        Assert.Equal((3, 0, 2), (none.GetLength(0), none.GetLength(1), none.GetLength(2)));
    }
}
