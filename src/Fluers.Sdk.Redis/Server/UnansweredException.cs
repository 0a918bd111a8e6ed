namespace Fluers.Sdk.Redis.Server;

/// <summary>The caller has given up a change that the server was asked for and has not answered: it may be stored, now or later.</summary>
internal sealed class UnansweredException() : OperationCanceledException("The server has not answered.");
