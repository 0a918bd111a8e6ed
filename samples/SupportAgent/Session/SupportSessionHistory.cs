namespace SupportAgent;

// What the compiler cannot know of the step from one release to the next, and nothing else: the older types are generated from
// schemas/*.schema.json, and a hop once written never needs to be touched again.
internal static partial class SupportSessionHistory
{
    public static partial V2.SupportSession Up(V1.SupportSession s) => s.ToV2(priority: s.Urgent ? V2.Priority.High : V2.Priority.Normal);

    public static partial V3.SupportSession Up(V2.SupportSession s) => s.ToV3(customer: s.CustomerId is { } id ? new V3.Customer(id, null) : null);
}

// Entries have versions of their own, and are brought up one by one as they are read. The log itself is never rewritten.
internal static partial class SupportMessageHistory
{
    public static partial V2.SupportMessage Up(V1.SupportMessage m) => m.ToV2(content: [new V2.ContentBlock.Text(m.Text)]);
}
