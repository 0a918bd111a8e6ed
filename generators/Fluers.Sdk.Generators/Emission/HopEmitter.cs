using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints the step from one version to the next.</summary>
internal static class HopEmitter
{
    /// <param name="source">Takes the text.</param>
    /// <param name="hop">The step.</param>
    /// <param name="author">The hop that someone wrote.</param>
    /// <param name="isDeclared">Whether it calls the versions what they are called; otherwise it is declared elsewhere, as it was written.</param>
    public static void Emit(SourceWriter source, HopModel hop, AuthoredHop? author, bool isDeclared)
    {
        string own = author?.Parameter ?? hop.Own;
        source.Line($"/// <summary>Makes version {hop.From + 1} of version {hop.From}.</summary>");
        if (author is null)
        {
            // Where there are gaps, their author is asked for them by an error that nobody can silence.
            string body = hop.Gaps.Any() ? $"throw new global::System.InvalidOperationException(\"{HistoryDescriptors.MissingHop.Id}\")" : $"{own}.ToV{hop.From + 1}()";
            source.Line(TypeEmitter.GeneratedCode);
            source.Line($"public static {hop.Target} Up({hop.Source} {own}) => {body};");
        }
        else if (isDeclared && author.Declaration.Signature is not null)
        {
            source.Line($"public static partial {hop.Target} Up({hop.Source} {own});");
        }

        source.Line();
        EmitTo(source, hop);
        source.Line();
        EmitMethods(source, hop);
    }

    private static void EmitTo(SourceWriter source, HopModel hop)
    {
        source.Line($"/// <summary>Makes version {hop.From + 1} of version {hop.From}: what is the same in both by itself, the rest of what is given.</summary>");
        source.Line($"/// <param name=\"{hop.Own}\">The older value.</param>");
        foreach (HopParameter parameter in hop.Parameters)
        {
            source.Line($"/// <param name=\"{parameter.Name.TrimStart('@')}\">{Escaped(parameter.Reason)}.</param>");
        }

        source.Line(TypeEmitter.GeneratedCode);
        string parameters = string.Concat(hop.Parameters.Select(parameter => $", {parameter.Type} {parameter.Name}{(parameter.Default is null ? "" : $" = {parameter.Default}")}"));
        string arguments = string.Join(", ", hop.Parameters.Select(parameter => parameter.Name));
        source.Line($"public static {hop.Target} ToV{hop.From + 1}(this {hop.Source} {hop.Own}{parameters}) =>");
        source.Indented($"new HopToV{hop.From + 1}({arguments}).{hop.Entry}({hop.Own});");
    }

    private static void EmitMethods(SourceWriter source, HopModel hop)
    {
        source.Line(TypeEmitter.GeneratedCode);
        source.Open($"private sealed class HopToV{hop.From + 1}");
        foreach (HopParameter parameter in hop.Parameters)
        {
            source.Line($"private readonly {parameter.Type} {parameter.Name};");
        }

        source.Line();
        source.Open($"public HopToV{hop.From + 1}({string.Join(", ", hop.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"))})");
        foreach (HopParameter parameter in hop.Parameters)
        {
            source.Line($"this.{parameter.Name} = {parameter.Name};");
        }

        source.Close();
        foreach (HopMethod method in hop.Methods)
        {
            source.Line();
            string signature = $"public {method.Target} {method.Name}({method.Source} {hop.Own})";
            switch (method)
            {
                case HopObject made:
                    string constructed = made.Initialized.Count == 0 ? string.Join(", ", made.Arguments) : "";
                    string initialized = string.Concat(made.Initialized.Zip(made.Arguments, (name, value) => $"{name} = {value}, "));
                    source.Line($"{signature} => new({constructed}) {{ {initialized}UnknownMembers = {hop.Own}.UnknownMembers.For({made.KeyCount}, {Keys(made.Forgotten)}) }};");
                    break;
                case HopChoice choice:
                    source.Open($"{signature} => {hop.Own} switch");
                    foreach (HopArm arm in choice.Arms)
                    {
                        source.Line($"{arm.Pattern} => {arm.Result},");
                    }

                    source.Close(";");
                    break;
            }
        }

        source.Close();
    }

    /// <summary>Numbers that the compiler puts into the assembly: no array is made of them.</summary>
    private static string Keys(EquatableArray<int> keys) => keys.Count == 0 ? "default" : $"new int[] {{ {string.Join(", ", keys)} }}";

    /// <summary>Text for a comment of one line, whatever is in it.</summary>
    private static string Escaped(string text) =>
        string.Concat(text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
