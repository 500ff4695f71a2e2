namespace VideoGen.Lint;

/// <summary>Understands what is said of the camera. Whoever renders by camera notes brings one. Thread-safe.</summary>
public interface ICameraReader
{
    /// <summary>Reads camera notes or a whole description, of any content and length; never fails.</summary>
    CameraReading Read(string text);
}
