namespace VideoGen.Host.Configuration;

/// <summary>
/// Marks a setting that names a place on this machine: <c>~/</c> is the user's home, and a relative place starts from the folder of the
/// settings file, or from the working folder when a variable gives it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FolderOrFileAttribute : Attribute
{
    /// <summary>True where a bare name is no place, but a program to look up in PATH.</summary>
    public bool MayBeProgramName { get; init; }
}
