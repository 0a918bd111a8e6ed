using Fluers.Sdk;
using MessagePack;

namespace Fluers.Sdk.Integration.Builds;

/// <summary>The envelope of the older build.</summary>
[SessionSchema(1, Compatibility = Compatibility.Rolling)]
public sealed partial record Guestbook
{
    [Key(0)] public required string Name { get; init; }

    [Key(1)] public int OldVisits { get; init; }

    [Key(2)] public Place Place { get; init; } = new();

    [Key(3)] public Mood? Mood { get; init; }

    public SessionLog<Visit> Visits { get; init; } = [];
}

[SessionPart]
public sealed partial record Place
{
    [Key(0)] public int OldX { get; init; }
}

[SessionUnion]
public abstract partial record Mood
{
    [Case(0)] public sealed partial record Good([property: Key(0)] int Grade) : Mood;
}

[SessionSchema(1, Compatibility = Compatibility.Rolling)]
public sealed partial record Visit([property: Key(0)] string Text);

internal static class Visits
{
    public static void Visit(Session<Guestbook> session, int number)
    {
        session.Append(new Visit($"old {number}"));
        session.Update(book => book with { OldVisits = book.OldVisits + 1, Place = book.Place with { OldX = book.Place.OldX + 1 } });
    }

    public static void Show(Session<Guestbook> session) => Console.WriteLine($"version {session.StoredVersion}");
}
