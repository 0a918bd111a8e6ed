using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>
/// Plans the step from one version to the next: what follows from the two shapes, and what their author must give. It asks for a
/// value exactly where the judge calls a change a gap.
/// </summary>
internal sealed class HopPlanner
{
    private readonly Snapshot _old;
    private readonly Snapshot _now;
    private readonly HopParameters _parameters = new();
    private readonly List<HopMethod> _methods = [];
    private readonly List<string> _dropped = [];
    private readonly Dictionary<(NamedShape, NamedShape), string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Queue<Action> _waiting = new();
    private readonly string _own;
    private readonly HopValues _values;

    private HopPlanner(Snapshot old, Snapshot now)
    {
        (_old, _now) = (old, now);
        _own = FreeName(old.Shape, now.Shape);
        _values = new HopValues(old, now, _own, MethodOf);
    }

    public static HopModel Plan(Snapshot old, Snapshot now)
    {
        var planner = new HopPlanner(old, now);
        string entry = planner.MethodOf(old.Shape.Root, now.Shape.Root);
        while (planner._waiting.Count > 0)
        {
            planner._waiting.Dequeue()();
        }

        return new HopModel(old.Version, old.Root, now.Root, entry, planner._own, planner._parameters.All, planner._methods.ToEquatableArray(), planner._dropped.ToEquatableArray());
    }

    /// <summary>A name that no parameter can begin with: those begin with the name of a type, a case or a member.</summary>
    private static string FreeName(params SchemaShape[] shapes)
    {
        string[] words = [.. shapes.SelectMany(shape => shape.Types.Select(type => type.Name).Concat(shape.Types.Append(shape.Root).SelectMany(WordsOf)))];
        string name = "old";
        while (Array.Exists(words, word => word.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
        {
            name += "_";
        }

        return name;
    }

    private static IEnumerable<string> WordsOf(NamedShape type) =>
        type.AllMembers.Select(member => member.Name).Concat(type is UnionShape union ? union.Cases.Select(@case => @case.Name) : []);

    /// <summary>The method that makes one type of another; empty for an enum whose numbers all go on.</summary>
    private string MethodOf(NamedShape was, NamedShape @is)
    {
        if (_names.TryGetValue((was, @is), out string known))
        {
            return known;
        }

        if (was is EnumShape one && @is is EnumShape other)
        {
            return _names[(was, @is)] = EnumMethod(one, other);
        }

        string name = _names[(was, @is)] = FreeMethod(_now.Names.TypeName(@is.Name));
        _waiting.Enqueue(() => Add(name, was, @is));
        return name;
    }

    private string FreeMethod(string type)
    {
        string name = "To" + type.TrimStart('@');
        while (!_taken.Add(name))
        {
            name += "_";
        }

        return name;
    }

    private void Add(string method, NamedShape was, NamedShape @is)
    {
        switch (was, @is)
        {
            case (PartShape one, PartShape other):
                var place = new HopPlace(_old.Names.FullName(was.Name), _now.Names.FullName(@is.Name), was.Name, @is.Name);
                AddObject(method, place, one.Members, other.Members, isInitialized: SnapshotModels.HoldsNothingElse(other));
                break;
            case (UnionShape one, UnionShape other):
                AddUnion(method, one, other);
                break;
            default:
                // The root was an object and is a choice, or the other way round: its author makes all of it.
                string source = _old.Names.FullName(was.Name);
                string target = _now.Names.FullName(@is.Name);
                string make = _parameters.Add(("schema", "schema"), $"global::System.Func<{source}, {target}>", null, $"was a {was.Kind} and is a {@is.Kind}", source);
                _methods.Add(new HopChoice(method, source, target, [new HopArm("_", $"{make}({_own})")]));
                break;
        }
    }

    private void AddObject(string method, HopPlace place, EquatableArray<MemberShape> was, EquatableArray<MemberShape> @is, bool isInitialized = false)
    {
        Pair<MemberShape>[] pairs = [.. Match.Of(was, @is, (one, other) => new SameType(_old.Shape, _now.Shape).Of(one.Type, other.Type))];
        HashSet<int> living = [.. was.Where(member => !member.IsRetired).Select(member => member.Key)];
        IEnumerable<int> forgotten = was.Concat(@is).Select(member => member.Key).Distinct().Where(key => !living.Contains(key)).OrderBy(key => key);
        MemberShape[] made = [.. @is.Where(member => !member.IsRetired)];
        IEnumerable<string> initialized = isInitialized
            ? made.Select(member => SnapshotNames.MemberName(member, _now.Names.TypeName(place.Is)))
            : [];
        IEnumerable<string> arguments = made.Select(member => ArgumentOf(member, place, Array.Find(pairs, pair => pair.Is == member)));
        _methods.Add(new HopObject(method, place.Source, place.Target, arguments.ToEquatableArray(), made.Length == 0 ? 0 : made[made.Length - 1].Key + 1, forgotten.ToEquatableArray())
        {
            Initialized = initialized.ToEquatableArray(),
        });
        _dropped.AddRange(pairs.Where(pair => pair.Fate == Fate.Removed).Select(pair => place.PathOf(pair.Was!.Name)));
    }

    private string ArgumentOf(MemberShape member, HopPlace place, Pair<MemberShape>? pair)
    {
        ValueModel value = _now.ValueOf(SnapshotDefaults.TypeOf(member));
        if (pair is { Fate: Fate.Same or Fate.Renamed or Fate.Moved, Was: { } was })
        {
            string name = SnapshotNames.MemberName(was, place.Source.Substring(place.Source.LastIndexOf('.') + 1));
            string old = $"{_own}.{name}";
            var origin = new HopOrigin(name, SnapshotDefaults.TypeOf(was), SnapshotDefaults.TypeOf(member), member.IsRequired ? null : SnapshotDefaults.Of(member, value));
            bool isGiven = Defaults.IsLost(was, member) || (was.Type.IsNullable && !member.Type.IsNullable);   // null does not stand for a default
            return (isGiven ? null : _values.Of(SnapshotDefaults.TypeOf(was), SnapshotDefaults.TypeOf(member), old))
                ?? Ask(member, place, value.Type, ReasonOf(was, member), origin);
        }

        return member.IsRequired ? Ask(member, place, value.Type, "is new and required") : Offer(member, place, value);
    }

    private static string ReasonOf(MemberShape was, MemberShape @is) =>
        Defaults.IsLost(was, @is) ? $"was {was.Type} with the default {was.Default} and is {@is.Type}"
        : was.Type == @is.Type ? $"is {@is.Type} as before, but no longer takes all that was in it"
        : $"was {was.Type} and is {@is.Type}";

    /// <summary>A value that must be given: of the schema itself as it is, of what may stand many times in it by a function.</summary>
    private string Ask(MemberShape member, HopPlace place, string type, string reason, HopOrigin? origin = null)
    {
        string name = _parameters.Add(place.WordsOf(member.Name), place.IsRoot ? type : $"global::System.Func<{place.Source}, {type}>", null, reason, place.IsRoot ? null : place.Source, origin);
        return place.IsRoot ? name : $"{name}({_own})";
    }

    /// <summary>A value that may be given.</summary>
    private string Offer(MemberShape member, HopPlace place, ValueModel value)
    {
        const string reason = "is new; left out, it is its default";
        string @default = SnapshotDefaults.Of(member, value);
        if (!place.IsRoot)
        {
            string make = _parameters.Add(place.WordsOf(member.Name), $"global::System.Func<{place.Source}, {value.Type}>?", "null", reason);
            return $"({make} is null ? {@default} : {make}({_own}))";
        }

        if (value.IsNullable || value.IsValueType || value.Primitive == "String" && member.Default is not null)
        {
            return _parameters.Add(place.WordsOf(member.Name), value.Type, @default, reason);
        }

        string given = _parameters.Add(place.WordsOf(member.Name), value.Type + "?", "null", reason);
        return $"{given} ?? {@default}";
    }

    private void AddUnion(string method, UnionShape was, UnionShape @is)
    {
        string source = _old.Names.FullName(was.Name);
        string target = _now.Names.FullName(@is.Name);
        var arms = new List<HopArm>();
        var cases = new List<Action>();
        foreach (Pair<CaseShape> pair in Match.Of(was.Cases, @is.Cases, (one, other) => new SameType(_old.Shape, _now.Shape).OfMembers(one.Members, other.Members)))
        {
            if (pair.Was is not { IsRetired: false } old || arms.Exists(arm => arm.Pattern.StartsWith(_old.Names.FullCaseName(was.Name, old.Name) + " ", StringComparison.Ordinal)))
            {
                continue;
            }

            string from = _old.Names.FullCaseName(was.Name, old.Name);
            string local = _values.NextLocal();
            if (pair is { Fate: Fate.Same or Fate.Renamed or Fate.Moved, Is: { } next })
            {
                string make = FreeMethod($"{_now.Names.TypeName(@is.Name)}_{next.Name}");
                var place = new HopPlace(from, _now.Names.FullCaseName(@is.Name, next.Name), $"{was.Name}{old.Name}", $"{@is.Name}{next.Name}");
                cases.Add(() => AddObject(make, place, old.Members, next.Members));
                arms.Add(new HopArm($"{from} {local}", $"{make}({local})"));
            }
            else
            {
                string make = _parameters.Add(($"{@is.Name}{old.Name}", $"{was.Name}To{@is.Name}{old.Name}"), $"global::System.Func<{from}, {target}>", null, "is a case no more", from);
                arms.Add(new HopArm($"{from} {local}", $"{make}({local})"));
            }
        }

        string unknown = _values.NextLocal();
        arms.Add(new HopArm($"{source}.Unknown {unknown}", $"new {target}.Unknown({unknown}.Tag, {unknown}.Payload)"));
        arms.Add(new HopArm("_", $"throw new global::System.InvalidOperationException($\"{{{_own}.GetType()}} is no case of the version.\")"));
        _methods.Add(new HopChoice(method, source, target, arms.ToEquatableArray()));
        cases.ForEach(add => add());
    }

    private string EnumMethod(EnumShape was, EnumShape @is)
    {
        string source = _old.Names.FullName(was.Name);
        string target = _now.Names.FullName(@is.Name);
        if (was.IsFlags || @is.IsFlags)
        {
            was = was with { Values = (was with { IsFlags = true }).Numbers.ToEquatableArray() };
            @is = @is with { Values = (@is with { IsFlags = true }).Numbers.ToEquatableArray() };
        }

        var arms = new List<HopArm>();
        foreach (Pair<EnumValueShape> pair in Match.Of(Judge.OneNamePerNumber(was, @is), Judge.OneNamePerNumber(@is, was), static (_, _) => true))
        {
            string? result = pair switch
            {
                { Fate: Fate.Moved, Is: { } moved } => $"{target}.{TypeNames.Identifier(moved.Name)}",
                { Fate: Fate.Removed, Was: { } gone } =>
                    _parameters.Add(($"{@is.Name}{gone.Name}", $"{was.Name}To{@is.Name}{gone.Name}"), target, null, "is a value no more"),
                _ => null,
            };
            if (result is not null)
            {
                arms.Add(new HopArm($"{source}.{TypeNames.Identifier(pair.Was!.Name)}", result));
            }
        }

        if (arms.Count == 0)
        {
            return "";
        }

        string method = FreeMethod(_now.Names.TypeName(@is.Name));
        arms.Add(new HopArm("_", $"({target}){_own}"));
        _methods.Add(new HopChoice(method, source, target, arms.ToEquatableArray()));
        return method;
    }

    /// <summary>Two types whose members are compared.</summary>
    /// <param name="Source">The full name of the older one.</param>
    /// <param name="Target">The full name of the newer one.</param>
    /// <param name="Was">What the older one is called in names; empty for the schema itself.</param>
    /// <param name="Is">What the newer one is called.</param>
    private sealed record HopPlace(string Source, string Target, string Was, string Is)
    {
        /// <summary>Whether there is but one value of the type, which the author has at hand.</summary>
        public bool IsRoot => Was.Length == 0 && Is.Length == 0;

        public (string First, string Second) WordsOf(string member) => ($"{Is}{member}", $"{Was}To{Is}{member}");

        public string PathOf(string member) => IsRoot ? member : $"{Was}.{member}";
    }
}
