using Fluers.Sdk;
using Fluers.Sdk.Frames;
using SchemaEvolution;

// What five releases stored, read by the last of them.
foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "stored"), "*.bin").Order(StringComparer.Ordinal))
{
    byte[] frame = File.ReadAllBytes(file);
    Ticket ticket = SessionSchema<Ticket>.Instance.Decode(frame);
    Console.WriteLine($"version {FrameHeader.Parse(frame).Version}: {ticket.Title}, {ticket.Priority}, {ticket.Owner}");
    foreach (Step step in ticket.Steps)
    {
        Console.WriteLine($"           {step}");
    }
}
