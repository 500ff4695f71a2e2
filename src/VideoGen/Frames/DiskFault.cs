namespace VideoGen.Frames;

/// <summary>Tells what a disk can do to us from a defect.</summary>
public static class DiskFault
{
    /// <summary>True when a file could not be read or written. A file that outgrows a limit of the system has an exception of its own kind.</summary>
    /// <param name="error">What a call to the file system threw.</param>
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException || IsFileTooLarge(error);

    /// <summary>True when the system allows no file of that size (<c>ulimit -f</c>, a quota): .NET takes it for a wrong argument.</summary>
    /// <param name="error">What a call to the file system threw.</param>
    public static bool IsFileTooLarge(Exception error) => error is ArgumentOutOfRangeException { ParamName: "value" };

    /// <summary>What it was, in words.</summary>
    /// <param name="error">What <see cref="Is"/> is true for.</param>
    public static string Why(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return IsFileTooLarge(error) ? "the system allows no file of that size (ulimit -f, or a quota)." : error.Message;
    }
}
