namespace VideoGen.Prompting;

/// <summary>A template that cannot be used; the message says why, for whoever wrote it.</summary>
internal sealed class TemplateException(string message) : Exception(message);
