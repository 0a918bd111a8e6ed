namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>What a program learns from the tool's end. The numbers never change.</summary>
internal static class ExitCode
{
    /// <summary>Done, and nothing was found that is wrong.</summary>
    public const int Success = 0;

    /// <summary>Done, and something was found: sessions that would not load, changes that harm.</summary>
    public const int Findings = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>What was named is not there.</summary>
    public const int NotFound = 3;

    /// <summary>A store or a file could not be opened, read or written.</summary>
    public const int Storage = 4;

    /// <summary>Something else is there already, or another writer was first.</summary>
    public const int Conflict = 5;

    /// <summary>The tenant that is meant has nothing of it, and other tenants of the store have.</summary>
    public const int OtherTenants = 6;

    /// <summary>The tool itself is at fault.</summary>
    public const int Fault = 70;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Cancelled = 130;

    /// <summary>For the help of the tool.</summary>
    public const string Legend =
        "Exit codes: 0 done; 1 done, and something was found (a session that would not load, a change that harms); 2 wrong usage; "
        + "3 not found; 4 a store or file failed; 5 conflict; 6 it is in other tenants; 70 a fault of the tool; 130 stopped.";
}
