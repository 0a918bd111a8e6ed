using Fluers.Sdk.Storage;
using Fluers.Sdk.Tests.TestTypes;

namespace Fluers.Sdk.Tests.Sessions;

/// <summary>A migration that throws is told of as what it is: the session is sound, and loads once the migration is corrected.</summary>
public class FailedMigrationTests
{
    private readonly SessionStore _store = new SessionStore(new MemoryStorage()).ForTenant("acme");

    [Fact]
    public async Task A_head_whose_migration_throws_is_refused_with_what_it_threw()
    {
        SessionId id = await Stored();

        SessionSchemaException e = await Refuses(async () => await _store.LoadAsync<Notebook<BuildWithFault, Build1>>(id));

        Assert.Equal(("notebook", 1, 2, 1), (e.SchemaId, e.FoundVersion, e.CurrentVersion, e.MigrationFrom));
        Assert.Equal(new SessionKey("acme", id), e.Session);
        Assert.Equal(
            $"Session 'acme/{id}' holds version 1 of schema 'notebook', and the migration Shop.Migrations.Up from version 1 to 2 threw System.InvalidOperationException: no price was found for version 1. "
            + "What is stored is sound, and nothing was changed: correct the migration, then load the session again.",
            e.Message);
        Assert.IsType<InvalidOperationException>(e.InnerException);
        SessionLoad<Notebook<BuildWithFault, Build1>> load = await _store.TryLoadAsync<Notebook<BuildWithFault, Build1>>(id);
        Assert.Equal((false, SchemaVerdict.MigrationFailed), (load.Loaded, load.Refusal?.Verdict));
        Assert.Equal(2, (await _store.LoadAsync<Notebook<Build1, Build1>>(id))!.State.Notes.Count);
    }

    [Fact]
    public async Task An_entry_whose_migration_throws_is_named()
    {
        SessionId id = await Stored();

        SessionSchemaException e = await Refuses(async () => await _store.LoadAsync<Notebook<Build1, BuildWithFault>>(id));

        Assert.Equal(("note", 1, new SessionKey("acme", id)), (e.SchemaId, e.MigrationFrom, e.Session));
        Assert.StartsWith($"Session 'acme/{id}', entry 0, holds version 1 of schema 'note', and the migration", e.Message, StringComparison.Ordinal);
        await Refuses(async () => await _store.ReadAsync<Note<BuildWithFault>>(id).ToListAsync());
        Assert.Equal(["a", "b"], await _store.ReadAsync<Note<Build1>>(id).Select(note => note.Text).ToListAsync());
    }

    private async Task<SessionId> Stored() =>
        (await _store.CreateAsync(new Notebook<Build1, Build1> { Title = "t", Notes = [new("a"), new("b")] })).Id;

    private static async Task<SessionSchemaException> Refuses(Func<Task> operation)
    {
        var e = await Assert.ThrowsAsync<SessionSchemaException>(operation);
        Assert.Equal(SchemaVerdict.MigrationFailed, e.Verdict);
        return e;
    }
}
