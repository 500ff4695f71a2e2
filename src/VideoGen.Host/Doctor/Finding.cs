namespace VideoGen.Host.Doctor;

/// <summary>One thing that <c>videogen doctor</c> looked at.</summary>
/// <param name="Subject">What was looked at: "ffmpeg", "fal key".</param>
/// <param name="State">How it is.</param>
/// <param name="Message">What was found, in one sentence.</param>
/// <param name="Remedy">What to do; empty where nothing is to be done.</param>
public sealed record Finding(string Subject, FindingState State, string Message, string Remedy = "");
