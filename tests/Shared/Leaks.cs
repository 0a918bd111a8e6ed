using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Testing.Shared;

/// <summary>Hears all that a program may be told of its sessions, and finds a secret in it: errors with all that they hold, logs, activities, measures.</summary>
internal sealed class Leaks : ILoggerProvider, ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _told = [];
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters;

    public Leaks()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Fluers", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _told.Enqueue(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(told => told.Tags))}"),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name.StartsWith("Fluers", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => _told.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => _told.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        _meters.Start();
    }

    /// <summary>Remembers an error, with whatever it says and holds.</summary>
    public void Tell(Exception error)
    {
        _told.Enqueue(error.ToString());
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            _told.Enqueue($"{e.Message} {e.Source} {e.HelpLink}");
            foreach (DictionaryEntry pair in e.Data)
            {
                _told.Enqueue($"{pair.Key} {pair.Value}");
            }
        }
    }

    public void AssertNone(params string[] secrets)
    {
        Assert.NotEmpty(_told);
        foreach (string told in _told)
        {
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase));
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _told.Enqueue(formatter(state, exception));
        if (exception is not null)
        {
            Tell(exception);
        }
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }
}
