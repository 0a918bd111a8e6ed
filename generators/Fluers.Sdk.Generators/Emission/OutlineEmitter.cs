using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>
/// Prints what stands for a type with a fault. It says what the type is, so that whoever uses it compiles and its own error is all that is
/// reported. Where that error was silenced, whoever stores or reads the type is told of it.
/// </summary>
internal static class OutlineEmitter
{
    /// <summary>Prints what appends to each of its logs.</summary>
    public static void EmitAppend(SourceWriter source, TypeModel type, OutlineModel outline)
    {
        LogEmitter.OpenExtensions(source, type, outline.Logs[0], "internal");
        foreach (LogModel log in outline.Logs)
        {
            LogEmitter.EmitAppend(source, type, log, Throw(outline));
        }

        source.Close();
    }

    private static string Throw(OutlineModel outline) => $"throw new global::System.InvalidOperationException({outline.Fault})";

    public static void Emit(SourceWriter source, TypeModel type, OutlineModel outline)
    {
        string fault = $"{Throw(outline)};";
        if (type.Schema is not null)
        {
            source.Line($"static global::Fluers.Sdk.SessionSchema<{type.FullName}> global::Fluers.Sdk.ISessionSchema<{type.FullName}>.Schema => {fault}");
            source.Line();
            source.Line($"static global::Fluers.Sdk.SessionLogMember<{type.FullName}>? global::Fluers.Sdk.ISessionEnvelope<{type.FullName}>.Log => {fault}");
            source.Line();
        }

        TypeEmitter.OpenFormatter(source, type);
        source.Line("/// <inheritdoc/>");
        source.Line($"public override {Names.Shape} Shape => {fault}");
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Line($"public override void WriteValue(ref {Names.Writer} writer, {type.FullName} value) => {fault}");
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Line($"public override {type.FullName} ReadValue(ref {Names.Reader} reader) => {fault}");
        source.Line();
        source.Line("/// <summary>Writes nothing.</summary>");
        source.Line($"public static void Write(ref {Names.Writer} writer, {type.FullName} value) => {fault}");
        source.Line();
        source.Line("/// <summary>Reads nothing.</summary>");
        source.Line($"public static {type.FullName} Read(ref {Names.Reader} reader) => {fault}");
        source.Close();
    }
}
