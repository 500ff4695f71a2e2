namespace VideoGen.Jobs;

/// <summary>A place in a film, of which there may be several takes.</summary>
/// <param name="ProjectId">Project.</param>
/// <param name="EpisodeId">Episode.</param>
/// <param name="SceneNumber">Scene.</param>
/// <param name="ShotOrder">First shot of the segment.</param>
public sealed record FilmPlace(string ProjectId, string EpisodeId, int SceneNumber, int ShotOrder);
