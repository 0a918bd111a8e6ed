namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>
/// What a run of the tool has around it: its streams, the folder it runs in, the variables of its environment. It is the process, unless a
/// program that has the tool within itself gives something else, and so runs many at once.
/// </summary>
internal sealed record Surroundings
{
    private static readonly AsyncLocal<Surroundings?> Given = new();

    private static Surroundings? _process;

    /// <summary>What the code that asks runs in.</summary>
    public static Surroundings Current => Given.Value ?? (_process ??= new Surroundings());

    /// <summary>Takes text.</summary>
    public TextWriter Out { get; init; } = Console.Out;

    /// <summary>Takes what is said to people and to no program.</summary>
    public TextWriter Error { get; init; } = Console.Error;

    /// <summary>Opens the standard output for bytes.</summary>
    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Opens the standard input.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Whether somebody sits at a terminal; otherwise all streams lead to files or programs.</summary>
    public bool IsProcess { get; init; } = true;

    public bool IsOutputRedirected => !IsProcess || Console.IsOutputRedirected;

    /// <summary>Whether nobody is there to be asked, or to watch.</summary>
    public bool IsUnattended => !IsProcess || Console.IsInputRedirected || Console.IsErrorRedirected;

    public bool IsErrorRedirected => !IsProcess || Console.IsErrorRedirected;

    /// <summary>The folder that relative paths start from.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>Gives a variable of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Everything that the calling method runs from now on runs in this.</summary>
    public void Enter() => Given.Value = this;

    /// <summary>The full path of one that a command line names.</summary>
    /// <exception cref="Failure">It cannot be the path of anything.</exception>
    public string Full(string path) => path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal)
        ? Path.GetFullPath(path, Folder)
        : throw Failure.Usage($"'{path}' is no path.");
}
