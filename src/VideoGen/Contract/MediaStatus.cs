namespace VideoGen.Contract;

/// <summary>Whether a clip is in the media store.</summary>
public enum MediaStatus
{
    /// <summary>It is, and <c>video_url</c> is its address there.</summary>
    Stored,

    /// <summary>Not yet; it is kept elsewhere and will be moved.</summary>
    Pending,

    /// <summary>The store refuses it; it is kept elsewhere and stays there until somebody changes the store and asks again.</summary>
    Refused,
}
