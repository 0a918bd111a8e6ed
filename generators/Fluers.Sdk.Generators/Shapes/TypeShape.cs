using System.Globalization;
using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Shapes;

/// <summary>The type of a stored value: what it is on the wire, whatever C# calls it.</summary>
/// <param name="Form">What it is.</param>
/// <param name="Name">The scalar, the named type, the formatter, or the number of a type parameter, with a letter for a nullable one; empty for what its arguments describe.</param>
/// <param name="Arguments">
/// The elements of a list, a set or a grid; the key and the value of a map; the parts of a tuple; the type arguments of a named type
/// that is generic, which a schema's own shape no longer has.
/// </param>
internal sealed record TypeShape(TypeForm Form, string Name, EquatableArray<TypeShape> Arguments)
{
    /// <summary>Whether nil stands for null.</summary>
    public bool IsNullable { get; init; }

    /// <summary>For a grid: the number of its dimensions.</summary>
    public int Rank { get; init; }

    /// <summary>The named types in it, type arguments before what they are given to.</summary>
    public IEnumerable<TypeShape> NamedTypes => Arguments.SelectMany(argument => argument.NamedTypes).Concat(Form == TypeForm.Named ? [this] : []);

    public static TypeShape Scalar(string name) => new(TypeForm.Scalar, name, default);

    public static TypeShape Named(string name) => new(TypeForm.Named, name, default);

    /// <summary>A type parameter.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="isNullableReference">Whether it is a <c>T?</c> that is nullable only where its argument is a reference type.</param>
    public static TypeShape Parameter(int number, bool isNullableReference = false) =>
        new(TypeForm.Parameter, number.ToString(CultureInfo.InvariantCulture) + (isNullableReference ? NullableReference : ""), default);

    /// <summary>The number of a type parameter; <see langword="null"/> where its name has none.</summary>
    public int? ParameterNumber =>
        int.TryParse(IsNullableReference ? Name.Substring(0, Name.Length - NullableReference.Length) : Name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Whether a type parameter is nullable only where its argument is a reference type.</summary>
    public bool IsNullableReference => Form == TypeForm.Parameter && Name.EndsWith(NullableReference, StringComparison.Ordinal);

    private const string NullableReference = "r";

    public static TypeShape Formatter(string name) => new(TypeForm.Formatter, name, default);

    public static TypeShape Of(TypeForm form, params IEnumerable<TypeShape> arguments) => new(form, "", arguments.ToEquatableArray());

    /// <inheritdoc/>
    public override string ToString() => TypeText.Of(this);
}

internal enum TypeForm
{
    /// <summary>One MessagePack value of a known kind.</summary>
    Scalar,

    /// <summary>A part, a union or an enum.</summary>
    Named,

    /// <summary>Any number of elements in their order.</summary>
    List,

    /// <summary>Any number of elements, none of them twice.</summary>
    Set,

    /// <summary>Values by key.</summary>
    Map,

    /// <summary>An array of several dimensions.</summary>
    Grid,

    /// <summary>A fixed number of values.</summary>
    Tuple,

    /// <summary>A type parameter of a part that is generic.</summary>
    Parameter,

    /// <summary>Whatever a formatter of the user's own writes.</summary>
    Formatter,
}
