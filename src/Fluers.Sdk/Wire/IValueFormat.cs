using System.ComponentModel;

namespace Fluers.Sdk.Wire;

/// <summary>
/// The format of a type argument. The generated formatter of a generic type takes one for each of its type parameters, as a
/// struct without content: so the formatter of <c>Box&lt;int&gt;</c> calls the format of its integers directly.
/// </summary>
/// <typeparam name="T">The type argument.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IValueFormat<T>
{
    /// <summary>The names that stand behind keys and tags inside the value, for messages.</summary>
    static abstract Func<WireShape>? Shape { get; }

    /// <summary>Writes a value.</summary>
    static abstract void Write(ref SessionWriter writer, T item);

    /// <summary>Reads a value.</summary>
    static abstract T Read(ref SessionReader reader);
}
