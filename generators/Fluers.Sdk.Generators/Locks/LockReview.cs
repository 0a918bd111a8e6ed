using System.Globalization;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>Holds a schema against its lock: what may stay, what the lock must learn, and what would harm stored sessions or other builds.</summary>
/// <param name="name">The schema's name in the code.</param>
/// <param name="version">The version that the code states.</param>
/// <param name="now">The shape that the code has.</param>
/// <param name="mode">What the build does about locks.</param>
internal sealed class LockReview(string name, int version, SchemaShape now, LockMode mode)
{
    private const string ItStays = "restore it, for no version may change this";

    // A merge that takes one side of a lock takes the lock of the other code: what it says of numbers is true, but not of these sessions.
    private const string OrRestoreLock = "; if a merge has just changed the lock, it may be the wrong side's, so restore the lock before you change a number";

    private readonly List<Complaint> _complaints = [];

    /// <summary>
    /// The versions whose hops give values of their author's, and admit nobody; <see langword="null"/> where the code is not at hand: then
    /// nothing is said that they could make untrue.
    /// </summary>
    public EquatableArray<int>? HandWritten { get; init; }

    /// <summary>What is left to do for a lock that is behind: a build that writes locks does the rest by itself.</summary>
    private string Commit => mode == LockMode.Locked ? "build with FluersLockMode=update, and commit the lock" : "commit the lock that the build writes";

    /// <param name="schema">The lock; <see langword="null"/> where there is none.</param>
    /// <param name="id">The schema's id.</param>
    public IReadOnlyList<Complaint> Of(SchemaLock? schema, string id)
    {
        CheckOldestReadable(schema, id);
        if (schema is null)
        {
            Outdated("FLU1401", Place.Root, $"'{name}' has no lock; {NewLock(SchemaLock.FileNameOf(id))}", canUpdate: false);
            return _complaints;
        }

        VersionBlock last = schema.Last;
        if (version < last.Version)
        {
            Error("FLU1004", Place.Root, $"'{name}' states version {version}, but its lock has version {last.Version}; a version never goes back", last.Version);
        }
        else if (version > last.Version + 1)
        {
            Error("FLU1005", Place.Root, $"'{name}' states version {version}, but its lock ends at version {last.Version}; the next version is {last.Version + 1}", last.Version + 1);
        }
        else if (version > last.Version)
        {
            CheckRaise(schema, last);
            Outdated("FLU1403", Place.Root, $"'{name}' has version {version}, which its lock does not have yet; {Commit}");
        }
        else if (last.IsPublished)
        {
            CheckPublished(schema, last);
        }
        else
        {
            CheckDraft(schema, last);
        }

        return _complaints;
    }

    private string NewLock(string file) => mode == LockMode.Locked ? $"build with FluersLockMode=update to write {file}, and commit it" : $"commit {file}, which the build writes";

    private void CheckOldestReadable(SchemaLock? schema, string id)
    {
        if (now.OldestReadable > version)
        {
            Error("FLU1007", Place.Root, $"'{name}' reads version {now.OldestReadable} at the oldest, but is version {version} itself; OldestReadable is 1 to {version}", schema?.Last.Shape.OldestReadable ?? 1);
            return;
        }

        int first = schema?.Versions[0].Version ?? version;
        if (schema is null && now.OldestReadable < first)
        {
            Error("FLU1007", Place.Root, $"'{name}' reads version {now.OldestReadable} at the oldest, but its lock, which alone knows what was before version {version}, is not there; restore {SchemaLock.FileNameOf(id)} from version control; only where no session of an older version is stored, state OldestReadable = {version}");
        }
        else if (now.OldestReadable < first)
        {
            Error("FLU1007", Place.Root, $"'{name}' reads version {now.OldestReadable} at the oldest, but version {first} is the oldest that is recorded; state OldestReadable = {first}, or restore the lock if it has lost versions", first);
        }

        if (schema is not null && schema.Last.Shape.OldestReadable < now.OldestReadable)
        {
            string text = $"'{name}' reads version {now.OldestReadable} at the oldest, and its lock promised {schema.Last.Shape.OldestReadable}; sessions of older versions become unreadable";
            _complaints.Add(new Complaint("FLU1425", IsError: now.IsRolling, Place.Root, text));
        }

        if (schema is not null && schema.Last.Version == version && now.OldestReadable >= first && now.OldestReadable < schema.Last.Shape.OldestReadable)
        {
            Outdated("FLU1403", Place.Root, $"'{name}' reads version {now.OldestReadable} at the oldest, and its lock says {schema.Last.Shape.OldestReadable}; {Commit}");
        }
    }

    /// <summary>Two builds of one version cannot tell each other apart, so every change must be safe for both.</summary>
    private void CheckPublished(SchemaLock schema, VersionBlock last)
    {
        CheckDefaults(last.Shape);
        EquatableArray<Finding> findings = Judge.Compare(last.Shape, now);
        bool canUpdate = CheckAdmitted(schema, last) & CheckOutOfUse(schema, last) && findings.All(finding => finding.Rule.IsSafe);
        foreach (Finding finding in findings)
        {
            string text = ChangeText.Describe(name, finding);
            if (finding.Rule.IsSafe)
            {
                Outdated(ChangeText.IdOf(finding.Change), finding.Place, $"{text}, and the lock does not know of it yet; if that is meant, {Commit}", canUpdate);
            }
            else
            {
                Error(finding, $"{text}; {Answer(finding)}");
                CheckRolling(finding, text);
            }
        }

        if (canUpdate)
        {
            CheckPromise(last);
        }
    }

    /// <summary>The gate of a build server knows of the promise by the lock.</summary>
    private void CheckPromise(VersionBlock last)
    {
        if (last.Shape.IsRolling != now.IsRolling)
        {
            Outdated("FLU1403", Place.Root, $"'{name}' states Compatibility.{(now.IsRolling ? "Rolling, and its lock does not" : "Version, and its lock Rolling")}; {Commit}");
        }
    }

    private void CheckRolling(Finding finding, string text)
    {
        if (now.IsRolling && !finding.Rule.IsSafe)
        {
            Error("FLU1420", finding.Place, $"{text}, and '{name}' states Compatibility.Rolling; {ChangeText.Instead(finding.Change)}, or give up that promise");
        }
    }

    /// <summary>Holds a schema against all versions whose builds go on beside it, as its frames will be: not only against the one before.</summary>
    /// <param name="schema">The lock.</param>
    /// <param name="before">The version before, or the published one that grows.</param>
    /// <returns>Whether all builds that were admitted still are.</returns>
    private bool CheckAdmitted(SchemaLock schema, VersionBlock before)
    {
        bool grows = before.Version == version;
        if (!now.IsRolling && !(grows && HandWritten is not null))
        {
            return true;   // a raise may part with them
        }

        (int Version, Finding Change)[] lost = [.. Admission.Lost(schema, before, now, older => HandWritten?.Contains(older) == true)];
        foreach ((int older, Finding change) in lost)
        {
            string text = $"{ChangeText.Describe(name, change)}, as version {older} has it";
            if (grows)
            {
                Error(change, $"{text}, and builds of that version read what version {version} writes; {Answer(change)}");
            }

            CheckRolling(change, text);
        }

        return lost.Length == 0;
    }

    /// <summary>A number that was retired in any version is out of use for ever, whatever a member was of in the meantime.</summary>
    /// <returns>Whether none is in use again.</returns>
    private bool CheckOutOfUse(SchemaLock schema, VersionBlock before)
    {
        HashSet<string> told = [.. Judge.Compare(before.Shape, now).Where(IsRecycled).Select(finding => finding.Place.Path)];
        int count = _complaints.Count;
        foreach (Finding finding in schema.Versions.Where(block => block.Version < before.Version).SelectMany(block => Judge.Compare(block.Shape, now)).Where(IsRecycled))
        {
            if (told.Add(finding.Place.Path))
            {
                Error(finding, $"{ChangeText.Describe(name, finding)}; {Answer(finding)}");
            }
        }

        return _complaints.Count == count;
    }

    private static bool IsRecycled(Finding finding) => finding.WasRetired && finding.Rule.Placement == Placement.Never;

    private string Answer(Finding finding) => finding.Rule.Placement switch
    {
        _ when finding.Change is Change.KeyReused or Change.TagReused or Change.EnumNumberReused => ChangeText.Instead(finding.Change) + OrRestoreLock,
        Placement.Never when finding.Change is Change.MemberMoved or Change.TagMoved or Change.EnumValueRenumbered => ItStays + OrRestoreLock,
        Placement.Never => ItStays,
        Placement.Gap => $"version {version} is published, so raise it to {version + 1} and give the value in the hop",
        _ => $"version {version} is published, so raise it to {version + 1}",
    };

    private void CheckDraft(SchemaLock schema, VersionBlock draft)
    {
        if (schema.Find(version - 1) is { } before)
        {
            CheckRaise(schema, before);
        }

        if (LockUpdate.Build(schema, schema.Id, version, now) == schema)
        {
            return;
        }

        // What a build of the draft has stored does not take part in any verdict, but whoever deployed one should hear of it.
        EquatableArray<Finding> findings = Judge.Compare(draft.Shape, now);
        Finding? harmful = findings.FirstOrDefault(finding => finding.Rule.OldData != Verdict.Safe);
        if (harmful is not null)
        {
            Outdated("FLU1403", harmful.Place, $"{ChangeText.Describe(name, harmful)}, and the draft in the lock does not know of it yet; stored sessions of this draft will not load, so if a release has stored any, raise the version to {version + 1} instead; {Commit}");
        }
        else if (findings.FirstOrDefault() is { } first)
        {
            Outdated("FLU1403", first.Place, $"{ChangeText.Describe(name, first)}, and the draft in the lock does not know of it yet; {Commit}");
        }
        else
        {
            CheckPromise(draft);
        }
    }

    /// <summary>Some changes not even a new version may make.</summary>
    private void CheckRaise(SchemaLock schema, VersionBlock before)
    {
        CheckDefaults(before.Shape);
        string? stored = schema.Versions.Where(block => block.Version < before.Version).Select(block => block.Shape.Log).LastOrDefault(log => log is not null);
        if (stored is not null && before.Shape.Log is null && now.Log is not null && now.Log != stored)
        {
            Error("FLU1419", Place.Root, $"{ChangeText.Describe(name, new Finding(Change.LogReplaced, Place.Root, stored, now.Log))}; {ItStays}");
        }

        foreach (Finding finding in Judge.Compare(before.Shape, now))
        {
            string text = ChangeText.Describe(name, finding);
            if (finding.Rule.Placement == Placement.Never)
            {
                Error(finding, $"{text}; {Answer(finding)}");
            }
            else if (finding.Change == Change.LogRemoved)
            {
                _complaints.Add(new Complaint(ChangeText.IdOf(finding.Change), IsError: false, finding.Place, $"{text}; they stay stored, and nobody reads them"));
            }

            CheckRolling(finding, text);
        }

        CheckAdmitted(schema, before);
        CheckOutOfUse(schema, before);
    }

    /// <summary>A default that is a number out of use could not be read again.</summary>
    private void CheckDefaults(SchemaShape before)
    {
        SchemaShape remembered = Remembrance.Of(before, now, keepRequired: false);
        foreach (NamedShape type in remembered.Types.Append(remembered.Root))
        {
            foreach ((MemberShape member, string? @case) in type is UnionShape union ? union.Cases.SelectMany(@case => @case.Members.Select(member => (member, (string?)@case.Name))) : type.AllMembers.Select(member => (member, (string?)null)))
            {
                if (member is { IsRetired: false, IsRequired: false, Type: { IsNullable: false, Form: TypeForm.Named } named }
                    && remembered.Find(named.Name) is EnumShape numbers
                    && numbers.Numbers.FirstOrDefault(value => value.IsRetired && value.Number.ToString(CultureInfo.InvariantCulture) == (member.Default ?? "0")) is { } retired)
                {
                    Place at = (type.Name.Length == 0 ? Place.Root : Place.Root with { Path = type.Name }).Of(type.Name, @case, member.Name, isGone: false);
                    Error("FLU1414", at, $"'{name}.{at.Path}' is {retired.Number} where nothing else is given, the number of '{retired.Name}', which is out of use and could not be read again; give it another default, or make it required");
                }
            }
        }
    }

    private void Error(string id, Place place, string text, int? number = null) =>
        _complaints.Add(new Complaint(id, IsError: true, place, text) { Number = number, Remedy = number is null ? Remedy.None : Remedy.Restore });

    private void Error(Finding finding, string text) => _complaints.Add(new Complaint(ChangeText.IdOf(finding.Change), IsError: true, finding.Place, text)
    {
        Remedy = finding.Change switch
        {
            Change.MemberMoved or Change.TagMoved or Change.EnumValueRenumbered => Remedy.Restore,
            Change.KeyReused or Change.TagReused => Remedy.Renumber,
            Change.EnumValueRemoved => now.IsRolling ? Remedy.Restore : Remedy.RestoreOrRaise,
            _ when finding.Rule.Placement == Placement.Never || now.IsRolling => Remedy.None,
            _ => Remedy.Raise,
        },
        Number = finding.OldNumber,
        Name = finding.Change == Change.EnumValueRemoved ? finding.Was.Substring(0, finding.Was.IndexOf(' ')) : null,
    });

    /// <summary>What a developer's build puts right by itself, a build server cannot.</summary>
    private void Outdated(string id, Place place, string text, bool canUpdate = true) =>
        _complaints.Add(new Complaint(id, mode == LockMode.Locked, place, text) { Remedy = canUpdate ? Remedy.Update : Remedy.None, IsOutdated = true });
}
