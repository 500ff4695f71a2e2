using System.Collections.Immutable;
using static VideoGen.Animatic.Camera.CameraDirection;

namespace VideoGen.Animatic.Camera;

/// <summary>
/// The camera language as data: the one place that says which words are understood. <c>docs/camera-language.md</c> lists the same
/// table; a test holds the two together. Verbs are also understood with -s, -es, -ed and -ing.
/// </summary>
internal static class CameraVocabulary
{
    private static readonly ImmutableArray<CameraDirection> Sideways = [Left, Right];
    private static readonly ImmutableArray<CameraDirection> Upright = [Up, Down];
    private static readonly ImmutableArray<CameraDirection> Depth = [In, Out];
    private static readonly ImmutableArray<CameraDirection> Flat = [Left, Right, Up, Down];
    private static readonly ImmutableArray<CameraDirection> Anywhere = [In, Out, Left, Right, Up, Down];

    /// <summary>All entries, in the order of the page.</summary>
    public static ImmutableArray<CameraWord> Words { get; } =
    [
        new(WordRole.Move, "moves closer",
            "push in", "push inn", "pushin", "punch in", "creep in", "close in", "nudge in", "press in", "ease in", "camera in",
            "fly in", "lean in")
            { Direction = In },
        new(WordRole.Move, "moves closer; farther where said", "push", "creep") { Direction = In, Allowed = Depth, Loose = true },
        new(WordRole.Move, "moves away",
            "pull out", "pullout", "pull back", "pullback", "back away", "widen out", "ease out", "camera out", "fly out", "draw back")
            { Direction = Out },
        new(WordRole.Move, "moves away", "pull", "widen") { Direction = Out, Allowed = Depth, Loose = true },
        new(WordRole.Move, "closer or farther, or sideways, up, down where said; closer when nothing is said",
            "dolly", "dollie", "dolley", "doly")
            { Direction = In, Allowed = Anywhere },
        new(WordRole.Move, "closer, or where the direction says",
            "drift", "glide", "float")
            { Direction = In, Allowed = Anywhere, Loose = true },
        new(WordRole.Move, "closer; farther where said", "zoom", "zoom inn", "zomm", "zoomin") { Direction = In, Allowed = Depth },
        new(WordRole.Move, "farther", "zoomout") { Direction = Out },
        new(WordRole.Move, "closer within a third of a second, held before and after",
            "crash zoom", "snap zoom", "crash in", "whip zoom", "smash zoom")
            { Direction = In, Allowed = Depth, Strength = 1.4, Speed = CameraSpeed.Whip },
        new(WordRole.Move, "sideways, or closer or farther where said; right when nothing is said", "track", "tracking shot")
            { Direction = Right, Allowed = Anywhere, AsksDirection = true },
        new(WordRole.Move, "sideways, or where the direction says; right when nothing is said", "follow", "travel", "slide", "sweep")
            { Direction = Right, Allowed = Anywhere, AsksDirection = true, Loose = true },
        new(WordRole.Move, "sideways; right when nothing is said", "truck", "trucking shot", "slider", "crab", "strafe", "parallax")
            { Direction = Right, Allowed = Anywhere, AsksDirection = true },
        new(WordRole.Move, "sideways (up or down where said); right when nothing is said", "pan", "pann", "pan across")
            { Direction = Right, Allowed = Flat, AsksDirection = true },
        new(WordRole.Move, "sideways within a third of a second, held before and after; right when nothing is said",
            "whip pan", "whippan", "whip", "swish pan", "swishpan", "swish", "flash pan", "whip tilt")
            { Direction = Right, Allowed = Flat, Strength = 2.2, Speed = CameraSpeed.Whip },
        new(WordRole.Move, "up or down; up when nothing is said",
            "tilt", "tild", "tilit")
            { Direction = Up, Allowed = Upright, AsksDirection = true },
        new(WordRole.Move, "up or down; up when nothing is said", "pedestal", "pedastal", "pedistal", "ped", "boom")
            { Direction = Up, Allowed = Upright },
        new(WordRole.Move, "up", "lift", "rise", "ascend", "elevate") { Direction = Up, Allowed = Upright, Loose = true },
        new(WordRole.Move, "down", "descend", "lower", "sink") { Direction = Down, Loose = true },
        new(WordRole.Move, "up with a slight move away, or down with a slight move closer; up when nothing is said",
            "crane", "crane shot", "jib", "jib shot")
            { Direction = Up, Allowed = Upright, Along = -0.5 },
        new(WordRole.Move, "as the direction says; nothing without one", "move", "shift", "swing")
            { Allowed = Anywhere, NeedsDirection = true, Loose = true },
        new(WordRole.Move, "sideways with a slight move closer, and a note: going round needs depth",
            "orbit", "arc", "circle", "circle around", "rotate around", "360")
            { Loose = true, Direction = Right, Allowed = Sideways, Along = 0.35, Note = "needs depth, which a still has not; it is shown as a sideways move" },
        new(WordRole.Move, "closer, and a note: the background cannot stretch",
            "dolly zoom", "zolly", "vertigo", "vertigo effect", "hitchcock zoom", "contra zoom")
            { Direction = In, Note = "needs depth, which a still has not; it is shown as a push-in" },
        new(WordRole.Move, "a slow move closer with a slight drift to the right",
            "ken burns", "ken burns effect")
            { Direction = Right, Strength = 0.6, Along = 1, Speed = CameraSpeed.Slow },
        new(WordRole.Move, "small unrest in all directions, for the whole clip",
            "handheld", "hand held", "handhold", "hand hold", "handheald", "shaky cam", "shaky camera", "shakey cam", "shakycam",
            "shoulder cam", "shoulder mounted", "documentary style", "verite")
            { Direction = Handheld },
        new(WordRole.Move, "small unrest in all directions, for the whole clip",
            "shake", "shaky", "shakey", "wobble", "wobbly")
            { Direction = Handheld, Loose = true },
        new(WordRole.Move, "no move",
            "static", "stactic", "locked off", "lock off", "lockoff", "locked down", "lockdown", "locked camera", "fixed camera",
            "fixed shot", "tripod", "on sticks", "hold on", "hold shot", "still camera", "still shot", "camera still", "freeze frame")
            { Direction = Hold },
        new(WordRole.Move, "no move",
            "hold", "still", "stay still", "hold still", "keep still", "remain still", "stand still", "fixed", "locked", "motionless",
            "stationary", "unmoving", "freeze")
            { Direction = Hold, Loose = true },

        new(WordRole.Framing, "a move closer, if the notes hold no other move",
            "close up", "closeup", "cu", "mcu", "medium close up", "close shot", "close on", "tight", "tight on", "tight shot",
            "detail shot", "insert", "insert shot")
            { Direction = In, Strength = 0.9, Speed = CameraSpeed.Slow },
        new(WordRole.Framing, "a stronger move closer, if the notes hold no other move",
            "extreme close up", "extreme closeup", "ecu", "xcu", "big close up", "bcu", "macro", "macro shot")
            { Direction = In, Strength = 1.3, Speed = CameraSpeed.Slow },
        new(WordRole.Framing, "a slight move closer, if the notes hold no other move",
            "medium shot", "medium", "mid shot", "ms", "medium wide", "medium long shot", "mls", "two shot", "cowboy shot",
            "waist shot", "american shot", "over the shoulder", "over shoulder", "ots", "pov", "point of view", "eye level",
            "low angle", "high angle", "worms eye", "profile", "three quarter", "reaction shot", "steadicam", "steadycam", "stedicam",
            "gimbal")
            { Direction = In, Strength = 0.7, Speed = CameraSpeed.Slow },
        new(WordRole.Framing, "a slow move away, if the notes hold no other move",
            "wide shot", "wide", "wide angle", "ws", "ews", "extreme wide", "extreme wide shot", "establishing shot", "establishing",
            "establishing wide", "establising shot", "long shot", "ls", "extreme long shot", "els", "full shot", "master shot",
            "master", "aerial", "aerial shot", "drone", "drone shot", "birds eye", "birds eye view", "overhead", "top down", "reveal",
            "panorama")
            { Direction = Out, Strength = 0.8, Speed = CameraSpeed.Slow },

        new(WordRole.Beyond, "no roll (the picture stays level), and a note",
            "dutch", "dutch angle", "dutch tilt", "canted", "canted angle", "barrel roll", "camera roll", "oblique angle")
            { Note = "would turn the picture; the animatic keeps it level" },
        new(WordRole.Beyond, "no roll, and a note", "roll", "rotate", "spin", "twist")
            { Loose = true, Note = "would turn the picture; the animatic keeps it level" },
        new(WordRole.Beyond, "focus stays, and a note",
            "rack focus", "racking focus", "focus pull", "pull focus", "shift focus", "focus rack", "deep focus", "shallow focus",
            "shallow depth of field", "soft focus", "bokeh", "refocus", "defocus")
            { Note = "would change the focus, which is fixed in a still" },
        new(WordRole.Beyond, "time stays, and a note",
            "slow motion", "slow mo", "slowmo", "slo mo", "time lapse", "timelapse", "hyperlapse", "speed ramp", "bullet time")
            { Note = "would change time, which a still has not" },
        new(WordRole.Beyond, "the cut stays the editor's, and a note",
            "fade in", "fade out", "fade to black", "fade", "cut to", "smash cut", "jump cut", "match cut", "cross dissolve",
            "dissolve", "wipe", "iris in", "iris out")
            { Note = "is a matter of the edit, not of this clip" },

        new(WordRole.Direction, "left",
            "left", "camera left", "screen left", "frame left", "stage left", "leftward", "leftwards", "lft")
            { Direction = Left },
        new(WordRole.Direction, "right",
            "right", "camera right", "screen right", "frame right", "stage right", "rightward", "rightwards", "rigth")
            { Direction = Right },
        new(WordRole.Direction, "up", "up", "upward", "upwards") { Direction = Up },
        new(WordRole.Direction, "down", "down", "downward", "downwards", "donw") { Direction = Down },
        new(WordRole.Direction, "closer, directly after a move",
            "in", "into", "inward", "inwards", "forward", "forwards", "closer", "toward", "towards")
            { Direction = In },
        new(WordRole.Direction, "farther, directly after a move",
            "out", "outward", "outwards", "back", "backward", "backwards", "away", "off")
            { Direction = Out },

        new(WordRole.Modifier, "slower: two thirds of the way in the same time",
            "slow", "slowly", "sloow", "slowish", "leisurely", "gradual", "gradually", "patient", "patiently", "unhurried",
            "lingering", "languid")
            { Speed = CameraSpeed.Slow },
        new(WordRole.Modifier, "half the way",
            "slight", "slightly", "subtle", "subtly", "subtile", "small", "tiny", "little", "minimal", "barely", "minor", "a bit",
            "a touch", "micro", "mild", "mildly", "faint")
            { Strength = 0.5 },
        new(WordRole.Modifier, "slower, with less way",
            "gentle", "gently", "soft", "softly", "light", "lightly", "delicate")
            { Strength = 0.75, Speed = CameraSpeed.Slow },
        new(WordRole.Modifier, "faster: more way in the first two thirds of the time",
            "fast", "quick", "quickly", "rapid", "rapidly", "swift", "swiftly", "speedy", "sudden", "suddenly", "brisk", "abrupt",
            "abruptly", "snappy", "urgent", "frantic")
            { Speed = CameraSpeed.Fast },
        new(WordRole.Modifier, "more way",
            "dramatic", "dramatically", "hard", "strong", "strongly", "big", "large", "huge", "heavy", "intense", "aggressive",
            "extreme", "bold", "massive", "deep", "sweeping", "epic")
            { Strength = 1.6 },
        new(WordRole.Modifier, "the usual way",
            "smooth", "smoothly", "steady", "steadily", "fluid", "continuous", "constant", "even", "moderate", "normal", "simple",
            "cinematic", "very", "really", "quite", "somewhat"),

        new(WordRole.Negation, "the move after it is not made; alone with a word for moving: no move at all",
            "no", "not", "without", "never", "don't", "dont", "do not", "avoid", "isn't", "doesn't"),
        new(WordRole.Sequence, "what follows comes afterwards",
            "then", "and then", "followed by", "before", "after that", "afterwards", "next", "finally", "ending with", "end with",
            "ends with"),
        new(WordRole.Joint, "what follows happens at the same time",
            "and", "with", "while", "plus", "as", "combined with", "along with", "but"),
    ];
}
