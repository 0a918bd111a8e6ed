using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary><c>fluers schema show</c>: what a version stores.</summary>
internal static class ShowCommand
{
    private static readonly Argument<string?> Version = new("version") { Description = "The version; the newest by default.", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create() =>
        new Command("show", "Shows the shape of a version: its members by key, and the types that they are made of.")
        {
            Named.Id, Version, CommonOptions.Schemas, CommonOptions.Json,
        }.Does(Run);

    private static Task<int> Run(ParseResult line, CancellationToken cancellationToken)
    {
        SchemaLock schema = Named.Schema(line);
        VersionBlock block = line.GetValue(Version) is { } text ? Named.Version(schema, text) : schema.Last;
        if (line.GetValue(CommonOptions.Json))
        {
            Output.Raw(Visible.Json(LockWriter.Write(new SchemaLock(schema.Id, [block]))));
        }
        else
        {
            Show(schema.Id, block);
        }

        return Task.FromResult(ExitCode.Success);
    }

    private static void Show(string id, VersionBlock block)
    {
        string log = block.Shape.Log is { } entries ? $", log of {entries}" : "";
        Output.Line(Output.Safe($"{id} version {block.Version}, {(block.IsPublished ? "published" : "draft")}{log}"));
        foreach (NamedShape type in block.Shape.Types.Prepend(block.Shape.Root))
        {
            Output.Line();
            if (type != block.Shape.Root)
            {
                Output.Line($"[bold]{type.Kind} {Output.Safe(type.Name)}[/]");
            }

            Show(type);
        }
    }

    private static void Show(NamedShape type)
    {
        switch (type)
        {
            case PartShape part:
                Show(part.Members);
                break;
            case UnionShape union:
                foreach (CaseShape @case in union.Cases)
                {
                    Output.Line($"{(@case.IsRetired ? "[dim]" : "[bold]")}{@case.Tag} {Output.Safe(@case.Name)}{(@case.IsRetired ? " (retired)" : "")}[/]");
                    Show(@case.Members);
                }

                break;
            case EnumShape numbers:
                Table table = Output.Table(">number", "name");
                foreach (EnumValueShape value in numbers.Values)
                {
                    table.AddRow($"{value.Number}", Output.Safe(value.Name) + (value.IsRetired ? " [dim](retired)[/]" : ""));
                }

                Output.Write(table);
                break;
        }
    }

    private static void Show(EquatableArray<MemberShape> members)
    {
        if (members.Count == 0)
        {
            return;
        }

        Table table = Output.Table(">key", "name", "type", "presence");
        foreach (MemberShape member in members)
        {
            string presence = member switch
            {
                { IsRetired: true } => "[red]retired[/]",
                { IsRequired: true } => "required",
                { Default: { } text } => $"optional, {Output.Safe(text)}",
                _ => "optional",
            };
            table.AddRow($"{member.Key}", Output.Safe(member.Name), Output.Safe(member.Type.ToString()), presence);
        }

        Output.Write(table);
    }
}
