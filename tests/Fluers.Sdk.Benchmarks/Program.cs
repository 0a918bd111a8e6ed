using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Fluers.Sdk.Benchmarks.Quantities;
using Fluers.Sdk.Benchmarks.Report;
using Fluers.Sdk.Servers;
using Perfolizer.Horology;

// tests/Fluers.Sdk.Benchmarks/measure.sh measures everything and writes docs/performance.md. By hand:
// dotnet run -c Release --project tests/Fluers.Sdk.Benchmarks -- --filter '*Serialize*' [--document docs/performance.md]
// Benchmarks that were not chosen keep the figures that were measured before on this machine.
if (args is ["--quantity", var quantity, var part])
{
    await Quantity.PrintAsync(quantity, part);
    return;
}

int at = Array.IndexOf(args, "--document");
string[] rest = at < 0 ? args : [.. args[..at], .. args[(at + 2)..]];

// Servers as they are run where data counts: each commit on the disk. Redis does not shrink its file meanwhile, since what is added to it is counted.
// The processes that measure find them by these variables.
using PostgreSqlServer? postgreSql = PostgreSqlServer.WhyMissing is null ? PostgreSqlServer.StartPrivate("fsync = on") : null;
using RedisServer? redis = RedisServer.WhyMissing is null ? RedisServer.StartPrivate("auto-aof-rewrite-percentage", "0") : null;
Environment.SetEnvironmentVariable("FLUERS_POSTGRES", postgreSql?.ConnectionString ?? Environment.GetEnvironmentVariable("FLUERS_POSTGRES"));
Environment.SetEnvironmentVariable("FLUERS_REDIS", redis?.Configuration ?? Environment.GetEnvironmentVariable("FLUERS_REDIS"));

// Many short iterations: what another process on the machine takes, it takes from few of them, and the median does not see it.
// Enough of them before, for the slower libraries too, that the code measured is the one that the runtime settles on.
Job job = Job.Default.WithWarmupCount(8).WithIterationCount(8).WithIterationTime(TimeInterval.FromMilliseconds(120));
if (at < 0)
{
    Run();
    return;
}

// A machine has minutes in which it is slow. Everything is measured several times, far apart, so that they are one round's and the median does
// not see them either.
const int Rounds = 3;
const string Known = "BenchmarkDotNet.Artifacts/measured.tsv";
Measurements[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Measure())];
Measurements measurements = Measurements.Load(Known);
measurements.Add(Measurements.MedianOf(rounds));
Directory.CreateDirectory(Path.GetDirectoryName(Known)!);
measurements.Save(Known);
PerformanceDocument.Write(args[at + 1], measurements);

Summary[] Run() => [.. BenchmarkSwitcher.FromAssembly(typeof(Quantity).Assembly).Run(rest, DefaultConfig.Instance.AddJob(job))];

Measurements Measure()
{
    var found = new Measurements();
    found.Add(Run());
    foreach (string name in Quantity.All.Where(name => rest.Contains("*") || rest.Contains($"*{name}*")))
    {
        found.Replace(name, Quantity.Run(name));
    }

    return found;
}
