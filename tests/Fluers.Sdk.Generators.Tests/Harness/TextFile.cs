using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>An additional file of a project.</summary>
internal sealed class TextFile(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
