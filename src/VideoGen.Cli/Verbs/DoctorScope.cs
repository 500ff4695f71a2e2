namespace VideoGen.Cli.Verbs;

/// <summary>How far <c>videogen doctor</c> looks.</summary>
/// <param name="OnlyPayload">True looks at PayloadCMS alone.</param>
/// <param name="Tries">True stores a small clip in PayloadCMS and removes it.</param>
/// <param name="OnlyCluster">True looks at the nodes of the cluster alone.</param>
internal sealed record DoctorScope(bool OnlyPayload, bool Tries, bool OnlyCluster = false);
