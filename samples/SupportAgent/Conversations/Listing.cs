using System.Globalization;
using Fluers.Sdk;

namespace SupportAgent;

/// <summary>Shows the sessions of a store, the latest first.</summary>
internal static class Listing
{
    public static async Task ShowAsync(string storePath)
    {
        await using SupportStore? store = SupportStore.OpenExisting(storePath);
        int shown = 0;
        await foreach (SessionInfo info in store?.ListAsync() ?? AsyncEnumerable.Empty<SessionInfo>())
        {
            if (shown++ == 0)
            {
                Console.WriteLine($"{"ID",-36}  {"UPDATED",-16}  {"ENTRIES",8}  {"REVISION",8}  SUBJECT");
            }

            string subject = await SubjectOfAsync(store!, info);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{info.Id.Value,-36}  {info.UpdatedAt.ToLocalTime():yyyy-MM-dd HH:mm}  {info.EntryCount,8}  {info.Revision,8}  {subject}"));
        }

        if (shown == 0)
        {
            Console.WriteLine($"There are no sessions in {storePath} yet.");
        }
    }

    // One session that cannot be read does not hide the others.
    private static async Task<string> SubjectOfAsync(SupportStore store, SessionInfo info)
    {
        try
        {
            return await store.ReadSubjectAsync(info);
        }
        catch (SessionNotFoundException)
        {
            return "(just deleted)";
        }
        catch (SessionCorruptException)
        {
            return "(damaged)";
        }
        catch (SessionSchemaException e)
        {
            return e.Verdict == SchemaVerdict.UnknownSchema ? "(of another application)" : "(of a newer build)";
        }
    }
}
