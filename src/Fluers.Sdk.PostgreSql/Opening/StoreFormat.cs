namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>What a schema of a database is, as a session store.</summary>
internal enum StoreFormat
{
    /// <summary>There is no store yet: the schema does not exist, or is empty.</summary>
    None = 0,

    /// <summary>Sessions do not name their last commit, commits have no time, and seals do not cover frames. Read as it is; the first change upgrades it.</summary>
    First = 1,

    /// <summary>What this build writes.</summary>
    Current = 2,
}
