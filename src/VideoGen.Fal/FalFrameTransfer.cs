namespace VideoGen.Fal;

/// <summary>How frames reach fal. Wire: <c>upload</c>, <c>data_uri</c>, <c>address</c>.</summary>
public enum FalFrameTransfer
{
    /// <summary>Uploaded to fal's storage once and remembered by content.</summary>
    Upload,

    /// <summary>Inside the payload. Fal advises against it for more than a few KB.</summary>
    DataUri,

    /// <summary>By the frame's own address, which must be reachable from everywhere without credentials.</summary>
    Address,
}
