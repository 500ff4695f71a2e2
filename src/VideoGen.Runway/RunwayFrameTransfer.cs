namespace VideoGen.Runway;

/// <summary>How stills reach Runway.</summary>
public enum RunwayFrameTransfer
{
    /// <summary>Uploaded, for 24 hours.</summary>
    Upload,

    /// <summary>Inside the request; at most 5 MB a picture.</summary>
    DataUri,
}
