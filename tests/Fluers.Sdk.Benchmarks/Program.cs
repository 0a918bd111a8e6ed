using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Fluers.Sdk.Benchmarks;
using Perfolizer.Horology;

// dotnet run -c Release --project tests/Fluers.Sdk.Benchmarks -- --filter '*' [--tables FILE]
int tables = Array.IndexOf(args, "--tables");
string[] rest = tables < 0 ? args : [.. args[..tables], .. args[(tables + 2)..]];

// Many short iterations: what another process on the machine takes, it takes from few of them, and the median does not see it.
// Enough of them before, for the slower libraries too, that the code measured is the one that the runtime settles on.
Job job = Job.Default.WithWarmupCount(8).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(120));
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest, DefaultConfig.Instance.AddJob(job)).ToArray();
if (tables >= 0)
{
    File.WriteAllText(args[tables + 1], RatioTables.Of(summaries));
}
