namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>What the tables and functions of one schema are called in SQL.</summary>
/// <param name="schema">The name of the schema, any text.</param>
internal sealed class StoreNames(string schema)
{
    /// <summary>The name as it is.</summary>
    public string Schema { get; } = schema;

    /// <summary>The name as an identifier of SQL.</summary>
    public string Quoted { get; } = $"\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public string Stamp => $"{Quoted}.stamp";

    public string Sessions => $"{Quoted}.sessions";

    public string Entries => $"{Quoted}.entries";

    public string Commits => $"{Quoted}.commits";

    /// <summary>Gives each session a number that stands for it in the other tables.</summary>
    public string Keys => $"{Quoted}.keys";

    /// <summary>Counts updates, so that sessions can be listed in the order of their last ones.</summary>
    public string Updates => $"{Quoted}.updates";

    /// <summary>The schema, as the text that <c>to_regnamespace</c> takes.</summary>
    public string QuotedText => Literal(Quoted);

    /// <summary>The stamp, as the text that <c>to_regclass</c> takes.</summary>
    public string StampText => Literal(Stamp);

    /// <summary>The sequence of keys, as the text that <c>nextval</c> takes.</summary>
    public string KeysText => Literal(Keys);

    /// <summary>The sequence of updates, as the text that <c>nextval</c> takes.</summary>
    public string UpdatesText => Literal(Updates);

    public string Append => $"{Quoted}.append_entries";

    public string Fold => $"{Quoted}.fold_entries";

    public string Commit => $"{Quoted}.commit_session";

    public string Fork => $"{Quoted}.fork_session";

    public string Delete => $"{Quoted}.delete_session";

    /// <summary>A dollar quote, for text in which the name of the schema stands as it is.</summary>
    /// <param name="tag">Tells it from the quotes within the text.</param>
    public string Dollar(string tag)
    {
        while (Schema.Contains($"${tag}$", StringComparison.Ordinal))
        {
            tag += "_";
        }

        return $"${tag}$";
    }

    private static string Literal(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
