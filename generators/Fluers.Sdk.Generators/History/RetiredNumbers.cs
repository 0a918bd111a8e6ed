using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>The tags of a union, or the numbers of an enum, that were in use once: data of today's version cannot have them.</summary>
/// <param name="Type">The full name of the union or the enum.</param>
/// <param name="Numbers">The tags or the numbers.</param>
internal sealed record RetiredNumbers(string Type, EquatableArray<decimal> Numbers)
{
    /// <summary>What the locks of a project say of its types.</summary>
    public static EquatableArray<RetiredNumbers> Of(IReadOnlyCollection<LocalShape> local, IEnumerable<NamedShape> foreign, IEnumerable<SchemaLock> locks)
    {
        (LocalShape Schema, SchemaShape Before)[] telling =
        [
            .. from schemaLock in locks
               from schema in local
               where schema.Schema?.Id == schemaLock.Id
               let block = schemaLock.Find(schema.Schema!.Version) ?? schemaLock.Last
               where block.Version < schema.Schema!.Version || block.Shape.Types.Append(block.Shape.Root).Any(type => NumbersOf(type).Count > 0)
               select (schema, block.Shape),
        ];
        if (telling.Length == 0)
        {
            return default;   // as in most projects, at most times
        }

        var index = new ShapeIndex(local, foreign);
        return
        [
            .. from told in telling
               let names = index.FullNames(told.Schema)
               let now = Remembrance.Of(told.Before, index.Of(told.Schema), keepRequired: false)
               from type in now.Types.Append(now.Root)
               let numbers = NumbersOf(type)
               where numbers.Count > 0
               group numbers by type == now.Root ? told.Schema.FullName : names[type.Name] into same
               orderby same.Key
               select new RetiredNumbers(same.Key, same.SelectMany(numbers => numbers).Distinct().OrderBy(number => number).ToEquatableArray()),
        ];
    }

    /// <summary>The numbers of one type.</summary>
    public static EquatableArray<decimal> In(EquatableArray<RetiredNumbers> all, string type) =>
        all.FirstOrDefault(retired => retired.Type == FullNames.Definition(type))?.Numbers ?? default;

    private static EquatableArray<decimal> NumbersOf(NamedShape type) => type switch
    {
        UnionShape union => union.Cases.Where(@case => @case.IsRetired).Select(@case => (decimal)@case.Tag).ToEquatableArray(),
        EnumShape numbers => numbers.Numbers.Where(value => value.IsRetired).Select(value => value.Number).ToEquatableArray(),
        _ => default,
    };
}
