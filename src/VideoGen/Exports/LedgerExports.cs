using System.Collections.Immutable;
using System.Diagnostics;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Exports;

/// <summary>Exports of what the ledger holds at the moment of the call. Thread-safe.</summary>
/// <param name="ledger">Knows the requests.</param>
/// <param name="jobs">The jobs.</param>
public sealed class LedgerExports(ILedger ledger, IFilmJobs jobs) : IExports
{
    /// <inheritdoc/>
    public async ValueTask<Answer<ExportedFilm>> ExportAsync(ExportQuery query, ExportView view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(view);
        return FilmMaker.Make(await JobsAsync(query, cancellationToken), query, view) switch
        {
            Answer<Film>.Given { Value: var film } => Write(film, query.Format),
            Answer<Film>.Refused { Refusal: var refusal } => new Answer<ExportedFilm>.Refused(refusal),
            _ => throw new UnreachableException("A film is made or refused."),
        };
    }

    // Of a request those of its episode: other requests made more takes of its shots.
    private async ValueTask<ImmutableArray<Job>> JobsAsync(ExportQuery query, CancellationToken cancellationToken)
    {
        if (query.RequestId is not { } id)
        {
            return await jobs.ReadFilmJobsAsync(query.ProjectId!, query.EpisodeId, query.CallerId, cancellationToken);
        }

        return await ledger.FindRequestAsync(id, cancellationToken) is { } request && (query.CallerId is not { } caller || request.Caller == caller)
            ? await jobs.ReadFilmJobsAsync(request.ProjectId, request.EpisodeId, query.CallerId, cancellationToken)
            : [];
    }

    private static Answer<ExportedFilm> Write(Film film, ExportFormat format) => format switch
    {
        ExportFormat.Otio => Given(film, OtioWriter.Write(film), "application/vnd.otio+json", ".otio", all: true),
        ExportFormat.Fcpxml => Given(film, FcpxmlWriter.Write(film, auditions: true), "application/xml", ".fcpxml", all: true),
        ExportFormat.FcpxmlPlain => Given(film, FcpxmlWriter.Write(film, auditions: false), "application/xml", ".fcpxml", all: false),
        ExportFormat.Csv => Given(film, ShotListWriter.Write(film), "text/csv", ".csv", all: false),
        ExportFormat.Edl => EdlWriter.Write(film) switch
        {
            Answer<string>.Given { Value: var text } => Given(film, text, "text/plain", ".edl", all: false),
            Answer<string>.Refused { Refusal: var refusal } => new Answer<ExportedFilm>.Refused(refusal),
            _ => throw new UnreachableException("A list is written or refused."),
        },
        _ => throw new UnreachableException("Every form is named above."),
    };

    private static Answer<ExportedFilm> Given(Film film, string text, string mediaType, string extension, bool all) => new Answer<ExportedFilm>.Given(new ExportedFilm
    {
        Text = text,
        MediaType = mediaType,
        FileName = $"{film.Name}{extension}",
        Notices = film.Notices,
        Clips = [.. film.Segments.SelectMany(s => all ? s.Takes : s.Takes.Where(t => t == s.Shown)).Select(t => new ExportedClip(t.Job, t.FileName))],
    });
}
