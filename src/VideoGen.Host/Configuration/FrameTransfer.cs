namespace VideoGen.Host.Configuration;

/// <summary>How a still that the provider cannot fetch itself reaches it. Wire: snake_case.</summary>
public enum FrameTransfer
{
    /// <summary>Uploaded to the provider's storage, once per picture.</summary>
    Upload,

    /// <summary>Sent inside the request.</summary>
    DataUri,

    /// <summary>Given as its plain address, which the provider must be able to fetch.</summary>
    Address,
}
