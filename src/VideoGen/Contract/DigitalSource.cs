namespace VideoGen.Contract;

/// <summary>Where pictures come from: the digital source types of IPTC (<c>http://cv.iptc.org/newscodes/digitalsourcetype/</c>), as they are called there.</summary>
public enum DigitalSource
{
    /// <summary>Sampled from real life by a camera.</summary>
    DigitalCapture,

    /// <summary>Several captures of a camera, combined by the device.</summary>
    ComputationalCapture,

    /// <summary>Scanned from a negative.</summary>
    NegativeFilm,

    /// <summary>Scanned from a positive.</summary>
    PositiveFilm,

    /// <summary>Scanned from paper.</summary>
    Print,

    /// <summary>Edited by people, with tools that are no generative AI.</summary>
    HumanEdits,

    /// <summary>Edited with a trained model, such as inpainting.</summary>
    CompositeWithTrainedAlgorithmicMedia,

    /// <summary>Changed by an algorithm at the touch of a button, without a trained model.</summary>
    AlgorithmicallyEnhanced,

    /// <summary>Made by people with digital tools.</summary>
    DigitalCreation,

    /// <summary>Drawn from data, such as a chart.</summary>
    DataDrivenMedia,

    /// <summary>Made by a trained model.</summary>
    TrainedAlgorithmicMedia,

    /// <summary>Made by an algorithm that was not trained.</summary>
    AlgorithmicMedia,

    /// <summary>A recording of a screen.</summary>
    ScreenCapture,

    /// <summary>A recording of a virtual event.</summary>
    VirtualRecording,

    /// <summary>Several elements.</summary>
    Composite,

    /// <summary>Several elements, all of them captured.</summary>
    CompositeCapture,

    /// <summary>Several elements, at least one of which is synthetic.</summary>
    CompositeSynthetic,
}
