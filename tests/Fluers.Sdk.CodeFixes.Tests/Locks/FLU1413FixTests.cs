using Fluers.Sdk.CodeFixes.Locks;
using Fluers.Sdk.CodeFixes.Tests.Harness;

namespace Fluers.Sdk.CodeFixes.Tests.Locks;

public sealed class FLU1413FixTests
{
    private const string Note = "[SessionSchema(1)] public sealed partial class Note { [Key(0)] public Level Level { get; set; } [Key(1)] public int Number { get; set; } }\n";

    [Fact]
    public Task Fixes_a_lock_that_does_not_know_of_a_value() => new FixTest<UpdateLockFix>("locked")
        .Published(Note + "public enum Level { Low }")
        .From(Note + "public enum Level { Low, {|FLU1413:High|} }")
        .To(Note + "public enum Level { Low, High }")
        .LocksFollow()
        .RunAsync();

    [Fact]
    public Task Fixes_all_values_and_numbers_that_became_enums() => new FixTest<UpdateLockFix>("locked")
        .Published(Note + "public enum Level { Low }")
        .From(Note.Replace("int Number", "Other {|FLU1413:Number|}", StringComparison.Ordinal), "public enum Level { Low, {|FLU1413:High|}, {|FLU1413:Top|} } public enum Other { One }")
        .To(Note.Replace("int Number", "Other Number", StringComparison.Ordinal), "public enum Level { Low, High, Top } public enum Other { One }")
        .LocksFollow()
        .RunAsync();
}
