using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints what joins an envelope to its log.</summary>
internal static class LogEmitter
{
    /// <summary>Prints the description of the log member.</summary>
    public static void EmitMember(SourceWriter source, TypeModel type)
    {
        string member = $"static global::Fluers.Sdk.SessionLogMember<{type.FullName}>? global::Fluers.Sdk.ISessionEnvelope<{type.FullName}>.Log";
        if (type.Log is not { } log)
        {
            source.Line($"{member} => null;");
            return;
        }

        string with = log.Replacement switch
        {
            LogReplacement.With => $"static (envelope, log) => envelope with {{ {log.Name} = log }}",
            _ => $"static (envelope, log) =>\n{{\n    {Assignment(log)};\n    return envelope;\n}}",
        };
        source.Line($"{member} {{ get; }} =");
        source.Indented(
            $"new global::Fluers.Sdk.SessionLogMember<{type.FullName}, {log.Entry}>(\n"
            + $"    \"{log.Name.TrimStart('@')}\", static envelope => envelope.{log.Name}, {with.Replace("\n", "\n    ")});");
        if (log.Replacement == LogReplacement.Init)
        {
            source.Line();
            source.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = \"set_{log.Name.TrimStart('@')}\")]");
            source.Line($"private static {(log.IsMarkedSafe ? "safe " : "")}extern void {log.Setter}({log.Owner} envelope, global::Fluers.Sdk.SessionLog<{log.Entry}> log);");
        }
    }

    /// <summary>Prints the method that appends to a session's log, typed by its entries.</summary>
    public static void EmitAppend(SourceWriter source, TypeModel type, LogModel log)
    {
        OpenExtensions(source, type, log, log.IsPublic ? "public" : "internal");
        EmitAppend(source, type, log, "session.AppendEntry(entry)");
        source.Close();
    }

    /// <summary>Prints the head of the class of that method.</summary>
    public static void OpenExtensions(SourceWriter source, TypeModel type, LogModel log, string access)
    {
        source.Line();
        source.Line($"/// <summary>Appends to the log of <see cref=\"{type.FullName}\"/>.</summary>");
        source.Line(TypeEmitter.GeneratedCode);
        source.Open($"{access} static class {log.Extensions}");
    }

    /// <summary>Prints that method, and what it does.</summary>
    public static void EmitAppend(SourceWriter source, TypeModel type, LogModel log, string body)
    {
        source.Line($"/// <summary>Appends an entry in memory; the next save stores it.</summary>");
        source.Line("/// <param name=\"session\">The session.</param>");
        source.Line("/// <param name=\"entry\">The entry.</param>");
        source.Line($"public static void Append(this global::Fluers.Sdk.Session<{type.FullName}> session, {log.Entry} entry) => {body};");
    }

    private static string Assignment(LogModel log) =>
        log.Replacement == LogReplacement.Init ? $"{log.Setter}(envelope, log)" : $"envelope.{log.Name} = log";
}
