namespace SupportAgent;

internal static partial class SupportSessionHistory
{
    public static partial V2.SupportSession Up(V1.SupportSession s) => s.ToV2(priority: s.Urgent ? V2.Priority.High : V2.Priority.Normal);
}

internal static partial class SupportMessageHistory
{
    public static partial V2.SupportMessage Up(V1.SupportMessage m) => m.ToV2(content: [new V2.ContentBlock.Text(m.Text)]);
}
