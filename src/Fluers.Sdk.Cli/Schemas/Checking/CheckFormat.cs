namespace Fluers.Sdk.Cli.Schemas.Checking;

/// <summary>How the findings of a check are written.</summary>
internal enum CheckFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>As annotations of GitHub Actions, which show in the diff of a pull request.</summary>
    GitHub,

    /// <summary>As SARIF 2.1.0, which code scanning and other viewers take.</summary>
    Sarif,
}
