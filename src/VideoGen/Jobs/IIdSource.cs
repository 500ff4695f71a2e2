namespace VideoGen.Jobs;

/// <summary>Port to fresh identifiers. Thread-safe.</summary>
public interface IIdSource
{
    /// <summary>A new URL-safe id with a prefix, for example <c>job_</c>; never the same twice, not guessable, sorted by time.</summary>
    string Next(string prefix);
}
