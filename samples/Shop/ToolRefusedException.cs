namespace Shop;

/// <summary>A tool did not do what it was asked for, and nothing has changed. The message is for the model.</summary>
internal sealed class ToolRefusedException(string message) : Exception(message);
