using Fluers.Sdk.Cli.CommandLine;

return await FluersCommand.RunAsync(args);
