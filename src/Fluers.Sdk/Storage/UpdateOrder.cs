namespace Fluers.Sdk.Storage;

/// <summary>The sessions of one tenant in memory in the order of their last updates, so that a page costs what it holds, however many sessions there are.</summary>
/// <param name="order">Compares updates; the order of numbers, unless a test counts.</param>
internal sealed class UpdateOrder(IComparer<UpdateOrder.Place> order)
{
    private readonly SortedSet<Place> _places = new(order);

    public UpdateOrder()
        : this(Comparer<Place>.Create((one, other) => one.Update.CompareTo(other.Update)))
    {
    }

    public int Count => _places.Count;

    /// <summary>Puts a session behind all others.</summary>
    /// <param name="session">The session.</param>
    /// <param name="before">The number of the update that it stood at; 0 for a new one.</param>
    public void Move(MemorySession session, long before)
    {
        Remove(before);
        _places.Add(new Place(session.LastUpdate, session));
    }

    public void Remove(long update) => _places.Remove(new Place(update, null));

    /// <summary>The sessions behind a position, in the order asked for, found as they are taken.</summary>
    public IEnumerable<MemorySession> From(long position, SessionOrder order)
    {
        if (_places.Count == 0)
        {
            return [];
        }

        // The bounds are of the set itself, since a view may not reach beyond numbers that its order has.
        if (order == SessionOrder.LatestFirst)
        {
            return position <= _places.Min.Update ? [] : _places.GetViewBetween(_places.Min, new Place(position - 1, null)).Reverse().Select(place => place.Session!);
        }

        return position >= _places.Max.Update ? [] : _places.GetViewBetween(new Place(position + 1, null), _places.Max).Select(place => place.Session!);
    }

    /// <summary>Where a session stands.</summary>
    internal readonly record struct Place(long Update, MemorySession? Session);
}
