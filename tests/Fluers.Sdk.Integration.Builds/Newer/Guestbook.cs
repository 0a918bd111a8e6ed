using System.Globalization;
using Fluers.Sdk;
using MessagePack;

namespace Fluers.Sdk.Integration.Builds;

/// <summary>The envelope of the newer build: it only has more.</summary>
[SessionSchema(2, Compatibility = Compatibility.Rolling)]
public sealed partial record Guestbook
{
    [Key(0)] public required string Name { get; init; }

    [Key(1)] public int OldVisits { get; init; }

    [Key(2)] public Place Place { get; init; } = new();

    [Key(3)] public Mood? Mood { get; init; }

    [Key(4)] public int NewVisits { get; init; }

    [Key(5)] public List<string> Notes { get; init; } = [];

    public SessionLog<Visit> Visits { get; init; } = [];
}

[SessionPart]
public sealed partial record Place
{
    [Key(0)] public int OldX { get; init; }

    [Key(1)] public int NewY { get; init; }
}

[SessionUnion]
public abstract partial record Mood
{
    [Case(0)] public sealed partial record Good([property: Key(0)] int Grade) : Mood;

    [Case(1)] public sealed partial record Excellent([property: Key(0)] string Words) : Mood;
}

[SessionSchema(2, Compatibility = Compatibility.Rolling)]
public sealed partial record Visit([property: Key(0)] string Text, [property: Key(1)] string? Language = null);

internal static class Visits
{
    public static void Visit(Session<Guestbook> session, int number)
    {
        session.Append(new Visit($"new {number}", "en"));
        session.Update(book => book with
        {
            NewVisits = book.NewVisits + 1,
            Place = book.Place with { NewY = book.Place.NewY + 1 },
            Mood = new Mood.Excellent("as never before"),
            Notes = [.. book.Notes, number.ToString(CultureInfo.InvariantCulture)],
        });
    }

    public static void Show(Session<Guestbook> session)
    {
        Guestbook book = session.State;
        Console.WriteLine($"version {session.StoredVersion}");
        Console.WriteLine($"visits {book.OldVisits} {book.NewVisits}, place {book.Place.OldX} {book.Place.NewY}, notes {string.Join(' ', book.Notes)}, mood {book.Mood}");
        foreach (Visit visit in book.Visits)
        {
            Console.WriteLine($"{visit.Text} {visit.Language}");
        }
    }
}
