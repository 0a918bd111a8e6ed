namespace Fluers.Sdk;

/// <summary>In which order sessions are listed. It is the order of their last commits, whatever any clock says.</summary>
public enum SessionOrder
{
    /// <summary>The latest updated first. A session updated while the pages are read may be passed over; no other one is.</summary>
    LatestFirst,

    /// <summary>The latest updated last. A session updated while the pages are read may come twice; none is passed over.</summary>
    LatestLast,
}
