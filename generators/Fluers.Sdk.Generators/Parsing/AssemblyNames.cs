using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Names for what is generated for a whole assembly.</summary>
internal static class AssemblyNames
{
    /// <summary>The resolver: in the namespace that the assembly's name is, where that is free. A program <c>Chat</c> may have a class <c>Chat</c>.</summary>
    public static ResolverName ResolverOf(Compilation compilation)
    {
        INamespaceSymbol? space = compilation.Assembly.GlobalNamespace;
        var names = new List<string>();
        foreach (string part in (compilation.AssemblyName ?? "").Split('.').Where(part => part.Length > 0).Select(Plain).DefaultIfEmpty("SessionFormatters"))
        {
            string name = part;
            while (space?.GetTypeMembers(name).Any() == true)
            {
                name += "_";
            }

            names.Add(TypeNames.Identifier(name));
            space = space?.GetMembers(name).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return new ResolverName(string.Join(".", names), space is null ? Resolver : TypeNames.FreeName(space, Resolver));
    }

    private const string Resolver = "SessionFormatterResolver";

    /// <summary>A part of an assembly's name as an identifier.</summary>
    private static string Plain(string part)
    {
        string name = new([.. part.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);
        return char.IsDigit(name[0]) ? "_" + name : name;
    }
}
