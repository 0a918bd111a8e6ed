using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

// Ratios of medians within one run: absolute times belong to one machine.
Job job = Job.Default.WithWarmupCount(4).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(150));
IConfig config = DefaultConfig.Instance.AddJob(job).WithOption(ConfigOptions.JoinSummary, args.Contains("--join"));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args.Where(argument => argument != "--join")], config);
