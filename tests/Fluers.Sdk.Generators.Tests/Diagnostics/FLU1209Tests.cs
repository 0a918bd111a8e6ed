using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1209Tests
{
    [Theory]
    [InlineData("System.IO.Stream", "Stream", "System.IO.Stream")]
    [InlineData("System.IO.MemoryStream", "MemoryStream", "System.IO.MemoryStream")]
    [InlineData("System.Net.Http.HttpClient", "HttpClient", "System.Net.Http.HttpClient")]
    [InlineData("System.Threading.CancellationToken", "CancellationToken", "System.Threading.CancellationToken")]
    [InlineData("List<System.Threading.Tasks.Task<int>>", "List<Task<int>> → Task<int>", "System.Threading.Tasks.Task<int>")]
    [InlineData("System.Security.SecureString", "SecureString", "System.Security.SecureString")]
    public Task Reports_what_does_not_outlive_its_process(string type, string path, string name) => Of(
        $"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}",
        Error(Descriptors.LiveResource, "A", "Line", "A", path, $"{name} is a live resource or a secret, which does not outlive its process; mark the member [IgnoreMember], and store what it is made from"));

    [Fact]
    public Task Accepts_one_that_is_not_stored() => Of("[SessionPart] public sealed partial class Line { [IgnoreMember] public System.IO.Stream? A { get; set; } }");
}
