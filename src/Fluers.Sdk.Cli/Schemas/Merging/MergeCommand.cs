using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Schemas.Merging;

/// <summary><c>fluers schema merge</c>: what git asks to join two locks.</summary>
internal static class MergeCommand
{
    private static readonly Argument<string> Base = new("base") { Description = "The lock that both branches started from; git's %O." };
    private static readonly Argument<string> Ours = new("ours") { Description = "The lock of the branch that is merged into; git's %A. The result is written there." };
    private static readonly Argument<string> Theirs = new("theirs") { Description = "The lock of the branch that is merged; git's %B." };

    private static readonly Argument<string> Name = new("path")
    {
        Description = "The file's name in the repository, for messages; git's %P.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "the lock",
    };

    public static Command Create() =>
        new Command("merge", "Joins the locks of two branches, as a merge driver of git. Fails with 1, and leaves conflict markers, where somebody has to decide.")
        {
            Base, Ours, Theirs, Name,
        }.Does(Run);

    private static Task<int> Run(ParseResult line, CancellationToken cancellationToken)
    {
        string path = Surroundings.Current.Full(line.GetRequiredValue(Ours));
        string before = Text(line.GetRequiredValue(Base));
        string ours = Text(line.GetRequiredValue(Ours));
        string theirs = Text(line.GetRequiredValue(Theirs));
        string name = line.GetValue(Name)!;
        (string text, IReadOnlyList<string> said, bool isJoined) = Join(before, ours, theirs);
        foreach (string sentence in said)
        {
            Output.Line(Output.Safe($"{name}: {sentence}"));
        }

        File.WriteAllText(path, text);
        return Task.FromResult(isJoined ? ExitCode.Success : ExitCode.Findings);
    }

    private static (string Text, IReadOnlyList<string> Said, bool IsJoined) Join(string before, string ours, string theirs)
    {
        try
        {
            LockJoin join = LockJoin.Of(before.Trim().Length == 0 ? null : LockReader.Read(before), LockReader.Read(ours), LockReader.Read(theirs));
            return join.Joined is { } joined ? (LockWriter.Write(joined), join.Notes, true) : (ConflictText.Of(ours, theirs), join.Conflicts, false);
        }
        catch (LockException wrong)
        {
            return (ConflictText.Of(ours, theirs), [$"a side cannot be read: {wrong.Message}; {wrong.Answer}"], false);
        }
    }

    private static string Text(string path) => Surroundings.Current.Full(path) is var full && File.Exists(full)
        ? File.ReadAllText(full)
        : throw Failure.NotFound($"There is no file '{path}'. git calls this command with its %O %A %B.");
}
