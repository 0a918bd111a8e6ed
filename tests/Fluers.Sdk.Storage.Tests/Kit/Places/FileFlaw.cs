namespace Fluers.Sdk.Storage.Tests.Kit.Places;

/// <summary>What a storage that lies in files may get wrong.</summary>
public enum FileFlaw
{
    None,
    MakesThePlaceThatItLooksAt,
    TouchesWhatItLooksAt,
    TakesCommitsThoughItOnlyLooks,
    KeepsWritersOutWhileItLooks,
    SeesWhatWasThereWhenItBeganToLook,
    TellsTheHeadThatItToldBefore,
    AcknowledgesWhatItDoesNotStore,
    IgnoresWhatACommitBuildsOn,
    HidesWhatIsDamaged,
    DeniesDamage,
    EmptiesWhatIsDamaged,
}
