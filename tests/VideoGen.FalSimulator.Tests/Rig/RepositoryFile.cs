using System.Runtime.CompilerServices;

namespace VideoGen.FalSimulation.Tests.Rig;

/// <summary>Files of the repository, found from this source file.</summary>
internal static class RepositoryFile
{
    public static string Path(string relative) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "..", "..", "..", relative));

    private static string Here([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
