namespace VideoGen.Catalog;

/// <summary>What a model makes a clip from. Wire: <c>image_to_video</c>, <c>first_last_frame_to_video</c>, <c>text_to_video</c>.</summary>
public enum PresetMode
{
    /// <summary>From one picture, some also with a last one.</summary>
    ImageToVideo,

    /// <summary>From a first and a last picture.</summary>
    FirstLastFrameToVideo,

    /// <summary>From words alone.</summary>
    TextToVideo,
}
