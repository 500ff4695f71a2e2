namespace VideoGen.Cli.Output;

/// <summary>Stdout does not take the result. No <see cref="IOException"/>, so that no verb mistakes it for a file of its own.</summary>
/// <param name="cause">What the write came to.</param>
internal sealed class OutputUnwritableException(Exception cause) : Exception(cause.Message, cause);
