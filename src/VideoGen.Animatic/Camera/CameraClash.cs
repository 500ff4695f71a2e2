namespace VideoGen.Animatic.Camera;

/// <summary>
/// Finds two moves that exclude each other and that no word sets one after the other: "pan left, pan right", "static, push in". The
/// animatic shows them in turn; whoever orders a clip should say which is meant.
/// </summary>
internal sealed class CameraClash
{
    // A tripod pans and tilts; a camera that is said to be fixed does not.
    private static readonly HashSet<string> Fixed = ["static", "locked", "lock", "lockdown", "lockoff", "fixed", "stationary", "motionless", "unmoving", "immobile"];

    private readonly List<(string Said, CameraDirection Direction)> _moves = [];
    private string? _stands;

    /// <summary>The two, as they were written; null where nothing clashes.</summary>
    public (string One, string Other)? Found { get; private set; }

    /// <summary>What follows comes afterwards.</summary>
    public void Break()
    {
        _moves.Clear();
        _stands = null;
    }

    /// <summary>Takes a word that says that the camera stands, or goes somewhere.</summary>
    /// <param name="said">As it was written.</param>
    /// <param name="word">The word.</param>
    /// <param name="direction">Where it goes.</param>
    /// <param name="isSure">False where the direction is assumed, or the move goes along with another.</param>
    public void Add(string said, CameraWord word, CameraDirection direction, bool isSure)
    {
        if (word.State)
        {
            string lower = said.ToLowerInvariant();
            _stands ??= Fixed.Contains(lower.Split(' ', '-')[0]) && !lower.Contains("tripod", StringComparison.Ordinal) ? said : null;
        }
        else if (isSure && direction is not (CameraDirection.Hold or CameraDirection.Handheld))
        {
            _moves.Add((said, direction));
        }

        if (_moves is not [.., var last])
        {
            return;
        }

        (string Said, CameraDirection Direction) against = _moves.Find(m => Opposite(m.Direction) == last.Direction);
        Found ??= against.Said is not null ? (against.Said, last.Said)
            : _stands is not null && !word.Forms.Contains("zoom") ? (_stands, last.Said)
            : null;
    }

    private static CameraDirection? Opposite(CameraDirection direction) => direction switch
    {
        CameraDirection.In => CameraDirection.Out,
        CameraDirection.Out => CameraDirection.In,
        CameraDirection.Left => CameraDirection.Right,
        CameraDirection.Right => CameraDirection.Left,
        CameraDirection.Up => CameraDirection.Down,
        CameraDirection.Down => CameraDirection.Up,
        _ => null,
    };
}
