using System.Collections.Immutable;
using VideoGen.Files;

namespace VideoGen.Host.Composition;

/// <summary>
/// The marks of the nodes of a cluster in the folder that they share: a file in <c>nodes</c> of the home folder for each, with its name, which is new at
/// every start. A node whose mark is missing works in another folder, also where that is a copy of this one.
/// </summary>
/// <param name="home">The home folder.</param>
public sealed class NodeMarks(string home)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly string _folder = Path.Combine(home, "nodes");

    /// <summary>Leaves the mark of a node, and takes old ones of nodes that do not live any more.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="living">Names of the nodes that live.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public void Leave(string node, IReadOnlySet<string> living, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(living);
        OwnerOnly.MakeFolder(_folder);
        OwnerOnly.Write(Path.Combine(_folder, node), "");
        foreach (FileInfo old in new DirectoryInfo(_folder).EnumerateFiles().Where(f => f.Name != node && !living.Contains(f.Name) && f.LastWriteTimeUtc < (now - Kept).UtcDateTime))
        {
            old.Delete();
        }
    }

    /// <summary>Which of these nodes have no mark here.</summary>
    /// <param name="nodes">Their names.</param>
    public ImmutableArray<string> Missing(IEnumerable<string> nodes) => [.. nodes.Where(n => !File.Exists(Path.Combine(_folder, n))).Order(StringComparer.Ordinal)];

    /// <summary>Takes the mark of a node.</summary>
    /// <param name="node">Its name.</param>
    public void Take(string node) => File.Delete(Path.Combine(_folder, node));
}
