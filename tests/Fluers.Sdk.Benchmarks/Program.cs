using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;

// Ratios of medians within one run: absolute times belong to one machine.
Job job = Job.Default.WithWarmupCount(4).WithIterationCount(12).WithGcServer(false);
IConfig config = DefaultConfig.Instance.AddJob(job).WithOption(ConfigOptions.JoinSummary, args.Contains("--join"));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args.Where(argument => argument != "--join")], config);
