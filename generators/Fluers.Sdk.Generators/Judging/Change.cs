namespace Fluers.Sdk.Generators.Judging;

/// <summary>The kinds of change that two shapes can differ by. What each means for data and for builds is in <see cref="Rules"/>.</summary>
internal enum Change
{
    MemberAdded,
    RequiredMemberAdded,
    MemberRemoved,
    RequiredMemberRemoved,
    MemberRenamed,
    MemberMoved,
    KeyReused,
    Widened,
    Narrowed,
    TypeChanged,
    BecameNullable,
    BecameNonNullable,
    DefaultChanged,

    /// <summary>A default that is no constant is another or none: only code that is gone could tell it.</summary>
    DefaultLost,
    BecameOptional,
    BecameRequired,
    KindChanged,
    FormatterReplaced,
    SequenceToSet,
    SetToSequence,
    CollectionChanged,
    NumberAndEnum,
    EnumValueAdded,
    EnumValueRemoved,
    EnumValueRenamed,
    EnumValueRenumbered,
    EnumNumberReused,
    CaseAdded,
    CaseRemoved,
    CaseRenamed,
    TagMoved,
    TagReused,
    LogAdded,
    LogRemoved,
    LogReplaced,
}
