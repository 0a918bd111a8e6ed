using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads a type that is an object on the wire: its members, its constructor, its log.</summary>
internal static class ObjectParser
{
    public static ObjectModel? Parse(INamedTypeSymbol type, Compilation compilation, Report report)
    {
        FoundMembers found = FoundMembers.In(type, compilation, report);
        LogParser.Check(type, found.Logs, compilation, report);
        if (report.Failed)
        {
            return null;
        }

        IMethodSymbol? constructor = ConstructorParser.Choose(type, found, report);
        if (constructor is null)
        {
            return null;
        }

        var defaults = new DefaultParser(type, constructor, compilation, report);
        var values = new ValueParser(compilation, type, report.Cancellation);
        var names = new FreeNames();
        var members = new List<MemberModel>();
        foreach (KeyedMember member in found.Keyed.OrderBy(member => member.Key))
        {
            if (values.Parse(member, out TypeFault? fault) is not { } value)
            {
                fault!.Report(report, type, member.Symbol);
                continue;
            }

            if (HoldsDateTime(value))
            {
                report.Add(Descriptors.DateTimeKind, member.Symbol, type.Name, member.Name, TypeFault.PathTo(SpecialType.System_DateTime, member.Type) ?? member.Type.Name, CodeLine.WithType(member.Symbol, "DateTime", "DateTimeOffset"));
            }

            if (values.Ungenerated is { } ungenerated)
            {
                report.Fail($"{type.Name}.{member.Name} holds {ungenerated}, which has an error.");
            }

            IParameterSymbol? parameter = ConstructorParser.ParameterFor(constructor, member, found);
            if (parameter is null && !member.IsSettable)
            {
                report.Add(Descriptors.NotSettable, member.Symbol, type.Name, member.Name, FoundMembers.NoSetter);
                continue;
            }

            (bool isRequired, string? text, string? recorded) = defaults.Of(member, parameter, ref value);
            members.Add(new MemberModel
            {
                Key = member.Key,
                Name = TypeNames.Identifier(member.Name),
                Local = names.Local(char.ToLowerInvariant(member.Name[0]) + member.Name.Substring(1)),
                Presence = isRequired || text is not null ? null : names.Local("has" + member.Name),
                Methods = names.Methods(member.Name, value),
                Value = value,
                IsRequired = isRequired,
                Default = text,
                RecordedDefault = recorded,
                InInitializer = parameter is null || (member.IsMarkedRequired && !constructor.SetsRequiredMembers()),
            });
        }

        ISymbol? log = found.Logs.SingleOrDefault();
        if (log is not null && LogParser.EntryOf(log) is INamedTypeSymbol entry && !TypeParser.IsGenerated(entry, type, report.Cancellation))
        {
            report.Fail($"{type.Name}.{log.Name} holds {entry.Name}, which has an error.");
        }

        if (log is not null)
        {
            LogParser.CheckInitialized(log, type, constructor, compilation, report);
        }

        return report.Failed ? null : new ObjectModel
        {
            Members = members.ToEquatableArray(),
            Constructor = constructor.Parameters.Select(parameter => Argument(parameter, found)).ToEquatableArray(),
            UnknownMembers = TypeNames.FreeName(type, "UnknownMembers"),
            StatesLayout = type.IsValueType && type.GetAttributes().All(attribute => attribute.AttributeClass?.Name != "StructLayoutAttribute"),
            IsForbidden = found.Keyed.Any(member => member.Symbol.IsForbidden()) || constructor.IsForbidden(),
            Log = LogParser.Parse(log, type, constructor),
        };
    }

    private static ArgumentModel Argument(IParameterSymbol parameter, FoundMembers found)
    {
        KeyedMember? member = ConstructorParser.MemberFor(parameter, found);
        return new ArgumentModel(TypeNames.Identifier(parameter.Name), member is null ? null : TypeNames.Identifier(member.Name));
    }

    private static bool HoldsDateTime(ValueModel value) =>
        value.Primitive == "DateTime" || value.Key?.Primitive == "DateTime" || value.Children.Any(child => HoldsDateTime(child.Value));
}
