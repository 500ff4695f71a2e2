namespace VideoGen.Animatic.Camera;

/// <summary>Who acts in a clause.</summary>
internal enum ClauseSpeaker
{
    /// <summary>Nobody is named: an instruction to the camera ("slow push in").</summary>
    Nobody,

    /// <summary>The camera.</summary>
    Camera,

    /// <summary>Somebody or something of the picture.</summary>
    Scene,
}
