namespace Fluers.Sdk.Generators.Emission;

/// <summary>The runtime's types, as generated code names them.</summary>
internal static class Names
{
    public const string Writer = "global::Fluers.Sdk.Wire.SessionWriter";
    public const string Reader = "global::Fluers.Sdk.Wire.SessionReader";
    public const string UnknownMembers = "global::Fluers.Sdk.Wire.UnknownMembers";
    public const string Origin = "global::Fluers.Sdk.Wire.FrameOrigin";
    public const string ValueFormat = "global::Fluers.Sdk.Wire.IValueFormat";
    public const string Bridge = "global::Fluers.Sdk.Wire.FormatterBridge";
    public const string Shape = "global::Fluers.Sdk.Wire.WireShape";
}
