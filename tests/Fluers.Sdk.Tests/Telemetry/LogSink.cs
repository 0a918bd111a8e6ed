using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Tests.Telemetry;

/// <summary>Keeps what is logged, level and text.</summary>
internal sealed class LogSink : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _texts = [];

    public IReadOnlyCollection<string> Texts => _texts;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _texts.Enqueue($"{logLevel} {formatter(state, exception)}{exception}");

    public void Dispose()
    {
    }
}
