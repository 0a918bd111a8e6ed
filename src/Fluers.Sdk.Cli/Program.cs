using System.Globalization;
using Fluers.Sdk.Cli.CommandLine;

// The tool speaks one language, and what it writes is the same everywhere.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
return await FluersCommand.RunAsync(args);
