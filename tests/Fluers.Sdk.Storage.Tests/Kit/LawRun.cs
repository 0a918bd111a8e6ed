using System.Reflection;

namespace Fluers.Sdk.Storage.Tests.Kit;

/// <summary>Runs the tests of a law as the runner of tests does, and keeps what it would report.</summary>
internal static class LawRun
{
    /// <summary>The tests of a law.</summary>
    public static IEnumerable<MethodInfo> TestsOf(Type law) => law.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null);

    /// <summary>Runs a test, with each of its rows.</summary>
    /// <param name="law">The law.</param>
    /// <param name="test">Its test.</param>
    /// <param name="patience">How long it may take.</param>
    /// <returns>The errors with which it failed.</returns>
    public static async Task<List<Exception>> FailuresAsync(Type law, MethodInfo test, TimeSpan patience)
    {
        var failures = new List<Exception>();
        foreach (object?[] row in Rows(test))
        {
            var instance = (IAsyncLifetime)Activator.CreateInstance(law)!;
            await instance.InitializeAsync();
            try
            {
                await ((Task)test.Invoke(instance, row)!).WaitAsync(patience);
            }
            catch (Exception e)
            {
                failures.Add(e);
            }

            await instance.DisposeAsync();
        }

        return failures;
    }

    private static object?[][] Rows(MethodInfo test)
    {
        object?[][] rows = [.. test.GetCustomAttributes<InlineDataAttribute>().Select(data => data.Data)];
        return test.GetParameters().Length == 0 ? [[]] : rows;
    }
}
