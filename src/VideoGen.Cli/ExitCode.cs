using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Cli;

/// <summary>The exit codes of <c>videogen</c>.</summary>
internal static class ExitCode
{
    /// <summary>All rendered; everything well.</summary>
    public const int Done = 0;

    /// <summary>The lint has a warning, or an audit bundle does not hold.</summary>
    public const int Findings = 1;

    /// <summary>Bad input or settings; nothing was begun.</summary>
    public const int BadInput = 2;

    /// <summary>Some segments failed, the media store refuses their clips, or a batch was refused after others had run.</summary>
    public const int SomeFailed = 3;

    /// <summary>None failed, some are pending, or their clips wait for the media store.</summary>
    public const int SomePending = 4;

    /// <summary>The environment is broken: ledger, disk, a missing program.</summary>
    public const int Broken = 5;

    /// <summary>Interrupted before anything was begun.</summary>
    public const int Interrupted = 130;

    private static readonly ImmutableArray<int> FromBestToWorst = [Done, SomePending, SomeFailed, BadInput, Broken, Interrupted];

    /// <summary>The code of an answer.</summary>
    public static int Of(SynthesisAnswer answer) =>
        answer.FailedSegments.Any(f => !f.IsPending) || answer.VideoSegments.Any(s => s.MediaStatus is MediaStatus.Refused) ? SomeFailed
        : answer.FailedSegments.Length > 0 || answer.VideoSegments.Any(s => s.MediaStatus is MediaStatus.Pending) ? SomePending
        : Done;

    /// <summary>The worse of two codes.</summary>
    public static int Worst(int left, int right) => FromBestToWorst.IndexOf(left) >= FromBestToWorst.IndexOf(right) ? left : right;
}
