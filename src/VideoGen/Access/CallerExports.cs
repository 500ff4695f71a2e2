using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Access;

/// <summary>
/// Exports as one caller may have them: of its own requests, or of everybody's where it operates, with addresses of clips that it can open.
/// Thread-safe.
/// </summary>
/// <param name="exports">The exports.</param>
/// <param name="caller">The caller.</param>
/// <param name="clips">Where the caller finds the media store, with a slash at the end; null for one on this machine, who can open files.</param>
/// <param name="paths">Takes paths out of sentences for a caller who is not on this machine; null knows no folder by name.</param>
public sealed class CallerExports(IExports exports, Caller caller, Uri? clips = null, MachinePaths? paths = null) : IExports
{
    private readonly ExportView _own = clips is null ? ExportView.Local : new ExportView((job, _) => AddressFor(clips, job), (paths ?? new MachinePaths()).Hide);

    /// <inheritdoc/>
    /// <remarks>The view is the caller's own, whatever is asked for.</remarks>
    public async ValueTask<Answer<ExportedFilm>> ExportAsync(ExportQuery query, ExportView view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return !caller.May(Scopes.Read) ? new Answer<ExportedFilm>.Refused(new Refusal { Problems = [CallerSegments.ScopeMissing(Scopes.Read)] })
            : await exports.ExportAsync(query with { CallerId = caller.May(Scopes.Operate) ? null : caller.Id ?? "" }, _own, cancellationToken);
    }

    private static string AddressFor(Uri clips, Job job) => (job.Clip!.Address.IsFile ? ClipPath.Under(clips, job.Clip.Path) : job.Clip.Address).AbsoluteUri;
}
