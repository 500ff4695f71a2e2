using System.Collections.Immutable;

namespace VideoGen.Server;

/// <summary>A node does not work in the folder of the others.</summary>
internal sealed class SharedHomeException : Exception
{
    /// <summary>The folder cannot be used.</summary>
    public SharedHomeException(string message, Exception why)
        : base(message, why)
    {
    }

    /// <summary>The folder is not that of the others.</summary>
    /// <param name="home">The folder.</param>
    /// <param name="others">Names of nodes that live and work elsewhere.</param>
    public SharedHomeException(string home, ImmutableArray<string> others)
        : base(
            $"home {home} is not the folder in which {string.Join(", ", others)} {(others.Length == 1 ? "works" : "work")}: stills, clips, tokens and sessions are in it, and every node needs them. "
            + "Set home (VIDEOGEN_HOME) on every node to one folder that all of them share, such as a mount of NFS.")
    {
    }
}
