namespace Fluers.Sdk.Testing;

/// <summary>A place that anybody can rename, remove and replace while a storage has it open: that of an embedded storage, a file or a folder.</summary>
public interface IMovablePlace
{
    /// <summary>Gives the place another name, under which it is not found.</summary>
    Task MoveAwayAsync();

    /// <summary>Gives the place its name again.</summary>
    Task MoveBackAsync();

    /// <summary>Removes the place and all that lies in it.</summary>
    Task RemoveAsync();

    /// <summary>Makes a copy of the place as it is now.</summary>
    Task BackUpAsync();

    /// <summary>Puts the copy where the place was, which is removed.</summary>
    Task RestoreAsync();
}
