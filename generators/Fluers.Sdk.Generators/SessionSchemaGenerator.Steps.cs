namespace Fluers.Sdk.Generators;

// What the steps of the generator are called.
public sealed partial class SessionSchemaGenerator
{
    /// <summary>The names under which tests follow the steps.</summary>
    internal static class Steps
    {
        public const string Types = nameof(Types);
        public const string Rows = nameof(Rows);
        public const string Assembly = nameof(Assembly);
        public const string Outputs = nameof(Outputs);
        public const string Resolver = nameof(Resolver);
    }
}
