namespace Fluers.Sdk.Wire;

/// <summary>
/// How often elements that are being read were compared with others of the same hash code. A type's own hash codes may be foreseen, and
/// elements made up that all have one: then the time grows with the square of their number. By chance that does not happen.
/// </summary>
/// <param name="offset">Where the first collection that counts here begins.</param>
internal sealed class Collisions(int offset)
{
    // A few thousand elements of one hash code, in all sets of a payload together; half a second at most.
    private const int Most = 8_000_000;

    private int _count;

    /// <exception cref="SessionCorruptException">There were more than chance explains.</exception>
    public void Count()
    {
        if (++_count > Most)
        {
            throw new SessionCorruptException("the elements of sets were made to have the same hash codes", offset);
        }
    }
}
