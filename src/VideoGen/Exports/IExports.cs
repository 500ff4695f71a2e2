using VideoGen.Synthesis;

namespace VideoGen.Exports;

/// <summary>Port to exports for editors, the same for the command line, REST and MCP. Thread-safe.</summary>
public interface IExports
{
    /// <summary>A film in the form that is asked for, or why there is none for this caller.</summary>
    /// <param name="query">What is exported, and how.</param>
    /// <param name="view">How it looks to whoever reads it.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    ValueTask<Answer<ExportedFilm>> ExportAsync(ExportQuery query, ExportView view, CancellationToken cancellationToken);
}
