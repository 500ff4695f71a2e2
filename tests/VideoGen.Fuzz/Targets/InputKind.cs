namespace VideoGen.Fuzz.Targets;

/// <summary>What inputs are made of; decides which mutations make sense.</summary>
internal enum InputKind
{
    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Text.</summary>
    Text,

    /// <summary>JSON, maybe with lines before or after it.</summary>
    Json,

    /// <summary>Boxes of ISO/IEC 14496-12.</summary>
    Boxes,
}
