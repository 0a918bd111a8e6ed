using System.Globalization;
using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints how a union is written and read, and the case that keeps what a newer build wrote.</summary>
internal static class UnionEmitter
{
    /// <summary>Prints the case <c>Unknown</c> into the union.</summary>
    public static void EmitUnknown(SourceWriter source, TypeModel type, UnionModel union)
    {
        bool isRecord = type.IsRecord || union.IsDeclared;
        string keyword = isRecord ? "record" : "class";
        string baseEquals = union.IsInterface || union.IsDeclared || !isRecord ? "" : $" && base.Equals(({type.FullName}?)other)";
        source.Line("/// <summary>A case from a newer build, kept byte for byte.</summary>");
        source.Line("/// <param name=\"Tag\">The case's tag.</param>");
        source.Line("/// <param name=\"Payload\">The case's payload: one MessagePack value.</param>");
        source.Line(TypeEmitter.GeneratedCode);
        source.Open($"public sealed partial {keyword} Unknown(int Tag, global::System.ReadOnlyMemory<byte> Payload){(union.IsDeclared ? "" : $" : {type.FullName}")}"
            + (isRecord ? "" : ", global::System.IEquatable<Unknown>"));
        // Stated even for a record, which would take over members of these names from the union and lose the values.
        source.Line("/// <summary>The case's tag.</summary>");
        source.Line("public int Tag { get; init; } = Tag;");
        source.Line();
        source.Line("/// <summary>The case's payload: one MessagePack value.</summary>");
        source.Line("public global::System.ReadOnlyMemory<byte> Payload { get; init; } = Payload;");
        source.Line();
        source.Line("[global::Fluers.Sdk.Wire.GeneratedMember]");
        source.Line($"internal {Names.Origin}? FrameOrigin {{ get; init; }}");
        source.Line();
        if (!isRecord)
        {
            source.Line("/// <inheritdoc/>");
            source.Line("public override bool Equals(object? other) => Equals(other as Unknown);");
            source.Line();
        }

        source.Line("/// <summary>Compares tag and payload by content.</summary>");
        source.Line("public bool Equals(Unknown? other) =>");
        source.Indented($"other is not null && Tag == other.Tag && global::System.MemoryExtensions.SequenceEqual(Payload.Span, other.Payload.Span){baseEquals};");
        source.Line();
        source.Line("/// <inheritdoc/>");
        source.Line("public override int GetHashCode() => global::System.HashCode.Combine(Tag, Payload.Length);");
        source.Close();
    }

    public static void Emit(SourceWriter source, TypeModel type, IReadOnlyList<CaseModel> cases)
    {
        source.Line("/// <summary>Writes a value as the array of its case's tag and the case.</summary>");
        source.Open($"public static void Write(ref {Names.Writer} writer, {type.FullName} value)");
        string held = type.Union!.IsDeclared ? "value.Value" : "value";
        source.Open($"switch ({held})");
        foreach (CaseModel @case in cases.Where(@case => @case.FullName != type.FullName))
        {
            EmitCase(source, @case);
        }

        if (type.Union.RetiredTags.Count > 0)
        {
            source.Line($"case {type.FullName}.Unknown {{ Tag: {Retired(type.Union)} }} item:");
            source.Indented($"throw {Names.Writer}.RetiredTag(item.Tag);");
        }

        source.Line($"case {type.FullName}.Unknown item:");
        source.Indented("writer.WriteUnknownCase(item.Tag, item.Payload.Span, item.FrameOrigin);\nbreak;");
        if (cases.FirstOrDefault(@case => @case.FullName == type.FullName) is { } self)
        {
            EmitCase(source, self);   // last, for all others are of its type too
        }

        source.Line("default:");
        source.Indented($"throw {Names.Writer}.NoCase({held}, \"{type.Name.TrimStart('@')}\");");
        source.Close();
        source.Close();
        source.Line();

        source.Line("/// <summary>Reads a value of the case that its tag states; a tag that is not known is kept.</summary>");
        source.Open($"public static {type.FullName} Read(ref {Names.Reader} reader)");
        source.Line("int tag = reader.EnterUnion();");
        source.Open($"{type.FullName} value = tag switch");
        foreach (CaseModel @case in cases)
        {
            source.Line($"{@case.Tag} => {Made(type, $"{@case.Formatter}.Read(ref reader)")},");
        }

        if (type.Union.RetiredTags.Count > 0)
        {
            source.Line($"{Retired(type.Union)} => throw reader.RetiredTag(tag),");
        }

        // What the union requires of a case is inside the payload, and stays there.
        string required = string.Concat(type.Union.RequiredMembers.Select(member => $"{member} = default!, "));
        source.Line($"_ => {Made(type, $"new {type.FullName}.Unknown(tag, reader.ReadRaw().ToArray()) {{ {required}FrameOrigin = reader.Origin }}")},");
        source.Close(";");
        source.Line("reader.LeaveObject();");
        source.Line("return value;");
        source.Close();
    }

    private static string Retired(UnionModel union) => string.Join(" or ", union.RetiredTags.Select(tag => tag.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A value of the union with a case in it.</summary>
    private static string Made(TypeModel type, string @case) => type.Union!.IsDeclared ? $"new {type.FullName}({@case})" : @case;

    private static void EmitCase(SourceWriter source, CaseModel @case)
    {
        source.Line($"case {@case.FullName} item:");
        source.Indented($"writer.EnterUnion({@case.Tag});\n{@case.Formatter}.Write(ref writer, item);\nwriter.LeaveObject();\nbreak;");
    }
}
