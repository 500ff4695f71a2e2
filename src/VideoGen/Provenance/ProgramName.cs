using System.Reflection;

namespace VideoGen.Provenance;

/// <summary>How this program signs what it made.</summary>
internal static class ProgramName
{
    public const string Name = "VideoGen";

    public static readonly string Version = typeof(ProgramName).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static readonly string WithVersion = $"{Name} {Version}";
}
