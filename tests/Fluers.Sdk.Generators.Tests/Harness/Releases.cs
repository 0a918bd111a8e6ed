using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Fluers.Sdk.Frames;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>
/// The releases of one program, one after the other: each is compiled with the locks that the builds before it left, and leaves its
/// own, as a developer's builds do.
/// </summary>
internal sealed class Releases
{
    private readonly List<Release> _all = [];
    private ImmutableDictionary<string, string> _locks = ImmutableDictionary<string, string>.Empty;

    /// <param name="sources">The sources, oldest first.</param>
    public static Releases Of(params string[] sources)
    {
        var releases = new Releases();
        foreach (string source in sources)
        {
            releases.Add(source);
        }

        return releases;
    }

    public Release this[int index] => _all[index];

    public Release Last => _all[^1];

    /// <summary>The locks that the last release left, by file name.</summary>
    public IReadOnlyDictionary<string, string> Locks => _locks;

    /// <summary>Compiles the next release without keeping it, such as one that has faults.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="library">A project that it refers to, compiled.</param>
    public GeneratorRun Try(string source, byte[]? library = null) =>
        GeneratorRun.Of((library is null ? Consumer.For(source) : Consumer.For(source).With(MetadataReference.CreateFromImage(library))).Compile(Consumer.Usings + source), Texts);

    /// <summary>A project that a release refers to, compiled.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="isGenerated">Whether the generator runs in it; otherwise it knows MessagePack alone.</param>
    public static byte[] Library(string source, bool isGenerated = true)
    {
        CSharpCompilation library = new Consumer { AssemblyName = "Library" }.Compile(Consumer.Usings + source);
        using var image = new MemoryStream();
        Assert.True((isGenerated ? GeneratorRun.Of(library).Output : library).Emit(image).Success);
        return image.ToArray();
    }

    /// <summary>What the compiler says of the next release: its id and its message.</summary>
    public string[] ErrorsOf(string source) =>
    [
        .. Try(source).Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"),
    ];

    /// <summary>What the analyzers of locks say of the next release.</summary>
    public Task<string[]> ReportsOf(string source, byte[]? library = null) => LockReports.OfAsync(Try(source, library), Texts, "update");

    private IEnumerable<AdditionalText> Texts => _locks.Select(file => new TextFile($"/project/schemas/{file.Key}", file.Value));

    /// <summary>Compiles the next release, which has no faults, and publishes what it stores.</summary>
    public void Add(string source, byte[]? library = null)
    {
        GeneratorRun run = Try(source, library);
        _all.Add(new Release(run, library));
        _locks = LockTask.Run(run.Output, _locks, publish: true);
    }
}

/// <summary>One release, loaded.</summary>
internal sealed class Release(GeneratorRun run, byte[]? library = null)
{
    private readonly Assembly _assembly = run.Load(worst: DiagnosticSeverity.Hidden, library);

    public GeneratorRun Run => run;

    /// <summary>A value that the release's class <c>Data</c> makes, as a frame.</summary>
    public byte[] Frame(string member)
    {
        PropertyInfo property = _assembly.GetTypes().Single(type => type.Name == "Data").GetProperty(member)!;
        return Call<byte[]>(nameof(Encode), property.PropertyType, property.GetValue(null)!);
    }

    /// <summary>The value of a frame as text: its public properties, the way a record prints itself, collections with what is in them.</summary>
    public string Read(string type, byte[] frame) => Call<string>(nameof(Decode), TypeOf(type), frame);

    /// <summary>Reads a frame and writes it again, under the stamp that a session would give it.</summary>
    public byte[] Saved(string type, byte[] frame) => Call<byte[]>(nameof(Resave), TypeOf(type), frame);

    /// <summary>Reads a frame, and writes what a method of the release's class <c>Data</c> makes of the value.</summary>
    public byte[] Made(string method, string type, byte[] frame)
    {
        MethodInfo make = _assembly.GetTypes().Single(data => data.Name == "Data").GetMethod(method)!;
        return Call<byte[]>(nameof(Encode), make.ReturnType, make.Invoke(null, [Call<object>(nameof(Value), TypeOf(type), frame)])!);
    }

    /// <summary>The schema of a type.</summary>
    public SessionSchema SchemaOf(string type) => Call<SessionSchema>(nameof(Schema), TypeOf(type));

    /// <summary>A type by its metadata name; <see langword="null"/> where there is none.</summary>
    public Type? TypeNamed(string name) => _assembly.GetType(name);

    private Type TypeOf(string name) => _assembly.GetTypes().Single(type => type.FullName == name || type.Name == name && type.DeclaringType is null);

    private static TResult Call<TResult>(string method, Type type, params object[] arguments)
    {
        MethodInfo generic = typeof(Release).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type);
        return (TResult)generic.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
    }

    private static object Value<T>(byte[] frame)
        where T : ISessionSchema<T> => T.Schema.Decode(frame);

    private static byte[] Encode<T>(T value)
        where T : ISessionSchema<T> => T.Schema.Encode(value, FrameKind.Entry);

    private static string Decode<T>(byte[] frame)
        where T : ISessionSchema<T> => Text(T.Schema.Decode(frame));

    private static string Text(object? value) => value switch
    {
        null => "",
        string or IFormattable or bool => $"{value}",
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object>().Select(key => $"{key}: {Text(map[key])}"))}}}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        _ => $"{value.GetType().Name} {{ {string.Join(", ", value.GetType().GetProperties().Where(property => property.Name != "EqualityContract").Select(property => $"{property.Name} = {Text(property.GetValue(value))}"))} }}",
    };

    private static byte[] Resave<T>(byte[] frame)
        where T : ISessionSchema<T> => T.Schema.Encode(T.Schema.Decode(frame), FrameKind.Entry);

    private static SessionSchema Schema<T>()
        where T : ISessionSchema<T> => T.Schema;
}
