using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Prints how an object is written and read: an array indexed by key.</summary>
internal static class ObjectEmitter
{
    public static void Emit(SourceWriter source, TypeModel type, ObjectModel model)
    {
        EmitWrite(source, type, model);
        source.Line();
        EmitRead(source, type, model);
        foreach (MemberModel member in model.Members)
        {
            CollectionEmitter.Emit(source, member.Value.NotNull, member.Methods);
        }
    }

    /// <summary>The name of a member within the name of a method.</summary>
    public static string NameOf(MemberModel member) => member.Name.TrimStart('@');

    private static void EmitWrite(SourceWriter source, TypeModel type, ObjectModel model)
    {
        source.Line($"/// <summary>Writes a value as an array indexed by key.</summary>");
        EmitObsolete(source, model);
        source.Open($"public static void Write(ref {Names.Writer} writer, {type.FullName} value)");
        if (!type.IsValueType)
        {
            // A derived object would come back without what it adds.
            source.Open(type.IsSealed ? "if (value is null)" : $"if (value is null || value.GetType() != typeof({type.FullName}))");
            source.Line(type.IsSealed ? $"throw {Names.Writer}.Null();" : $"throw {Names.Writer}.NotExactly(value, \"{type.Name.TrimStart('@')}\");");
            source.Close();
            source.Line();
        }

        string unknown = $"value.{model.UnknownMembers}";
        source.Line($"writer.EnterObject({unknown}.LengthWith({model.KeyCount}));");
        int key = 0;
        foreach (MemberModel member in model.Members)
        {
            EmitGap(source, key, member.Key, at => $"{unknown}.WriteAt(ref writer, {at});", "");
            ValueModel value = member.Value;
            if (value.Primitive == "JsonElement" && !value.IsNullable && !member.IsRequired)
            {
                source.Line($"writer.WriteJsonElementOrNil(value.{member.Name});");   // default is the default of an optional one
            }
            else
            {
                ValueText.Write(source, value, $"value.{member.Name}", member.Methods, member.Local);
            }

            key = member.Key + 1;
        }

        source.Line($"{unknown}.WriteFrom(ref writer, {model.KeyCount});");
        source.Line("writer.LeaveObject();");
        source.Close();
    }

    private static void EmitRead(SourceWriter source, TypeModel type, ObjectModel model)
    {
        source.Line("/// <summary>Reads a value from an array indexed by key; what stands at other keys is kept.</summary>");
        EmitObsolete(source, model);
        source.Open($"public static {type.FullName} Read(ref {Names.Reader} reader)");
        source.Line("int count = reader.EnterObject();");
        source.Line($"{Names.UnknownMembers} unknown = default;");
        int key = 0;
        foreach (MemberModel member in model.Members)
        {
            EmitGap(source, key, member.Key, at => $"reader.KeepUnknown(ref unknown, {at});", "count > ");
            EmitMember(source, member);
            key = member.Key + 1;
        }

        source.Open($"if (count > {model.KeyCount})");
        source.Line($"reader.KeepUnknownFrom(ref unknown, {model.KeyCount}, count);");
        source.Close();
        source.Line();
        source.Line("reader.LeaveObject();");
        EmitDefaults(source, type, model);
        source.Line($"return {New(type, model, model.Members.Where(member => member.InInitializer), $"{model.UnknownMembers} = unknown")};");
        source.Close();
    }

    private static void EmitObsolete(SourceWriter source, ObjectModel model)
    {
        if (model.IsForbidden)
        {
            source.Line("[global::System.Obsolete(\"Names what is obsolete.\")]");
        }
    }

    private static void EmitMember(SourceWriter source, MemberModel member)
    {
        ValueModel value = member.Value;
        string name = member.Methods;
        string typeName = value.Type;
        if (member.IsRequired)
        {
            string read = value.IsNullable && !(value.Primitive == "String") ? $"({ValueText.Read(value, name)})" : ValueText.Read(value, name);
            source.Line($"{typeName} {member.Local} = count > {member.Key} ? {read} : throw reader.Missing(\"{NameOf(member)}\", {member.Key});");
        }
        else if (member.Default is { } text)
        {
            source.Line($"{typeName} {member.Local} = count > {member.Key} && !reader.TryReadNil() ? {ValueText.Read(value.NotNull, name)} : {text};");
        }
        else
        {
            source.Line($"bool {member.Presence} = count > {member.Key} && !reader.TryReadNil();");
            source.Line($"{typeName} {member.Local} = {member.Presence} ? {ValueText.Read(value.NotNull, name)} : default!;");
        }
    }

    /// <summary>Takes the defaults that are not constants from an object that has only what is required.</summary>
    private static void EmitDefaults(SourceWriter source, TypeModel type, ObjectModel model)
    {
        MemberModel[] computed = [.. model.Members.Where(member => member.Presence is not null)];
        if (computed.Length == 0)
        {
            return;
        }

        source.Open($"if ({string.Join(" || ", computed.Select(member => $"!{member.Presence}"))})");
        source.Line($"{type.FullName} defaults = {New(type, model, model.Members.Where(member => member.InInitializer && member.IsRequired), "")};");
        foreach (MemberModel member in computed)
        {
            string read = computed.Length == 1 ? "" : $"{member.Presence} ? {member.Local} : ";
            source.Line($"{member.Local} = {read}defaults.{member.Name};");
        }

        source.Close();
        source.Line();
    }

    private static string New(TypeModel type, ObjectModel model, IEnumerable<MemberModel> initialized, string last)
    {
        IEnumerable<string> arguments = model.Constructor.Select(argument => argument.Member is { } name
            ? model.Members.First(member => member.Name == name).Local
            : EmptyLog(model.Log!));
        IEnumerable<string> assignments = initialized.Select(member => $"{member.Name} = {member.Local}");
        if (model.Log is { IsRequired: true } log)
        {
            assignments = assignments.Append($"{log.Name} = {EmptyLog(log)}");
        }

        string initializer = string.Join(", ", assignments.Append(last).Where(text => text.Length > 0));
        return $"new {type.FullName}({string.Join(", ", arguments)})" + (initializer.Length > 0 ? $" {{ {initializer} }}" : "");
    }

    private static string EmptyLog(LogModel log) => $"global::Fluers.Sdk.SessionLog<{log.Entry}>.Empty";

    /// <summary>Prints one statement for each key between two known ones: a loop when there are many.</summary>
    private static void EmitGap(SourceWriter source, int from, int to, Func<string, string> statement, string guard)
    {
        if (to - from > 3)
        {
            string bound = guard.Length > 0 ? " && key < count" : "";
            source.Open($"for (int key = {from}; key < {to}{bound}; key++)");
            source.Line(statement("key"));
            source.Close();
            source.Line();
            return;
        }

        for (int key = from; key < to; key++)
        {
            if (guard.Length > 0)
            {
                source.Open($"if ({guard}{key})");
                source.Line(statement($"{key}"));
                source.Close();
                source.Line();
            }
            else
            {
                source.Line(statement($"{key}"));
            }
        }
    }
}
