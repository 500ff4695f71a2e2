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
            "push in", "push inn", "pushin", "punch in", "creep in", "close in", "nudge in", "press in", "ease in", "camera in", "camera forward",
            "fly in", "lean in", "inch in", "move in", "go in")
            { Direction = In, Handled = true },
        new(WordRole.Move, "moves closer", "tighten on", "tighten to", "tighten in") { Direction = In },
        new(WordRole.Move, "moves closer; farther where said", "push", "creep", "inch")
            { Direction = In, Allowed = Depth, Loose = true, Handled = true },
        new(WordRole.Move, "moves closer", "advance", "approach", "tighten", "magnify", "narrow", "enlarge") { Direction = In, Loose = true, NeedsCamera = true },
        new(WordRole.Move, "moves away",
            "pull out", "pullout", "pull back", "pullback", "pull away", "back away", "backing away", "back off", "backing off", "ease back", "reverse out", "reverse away", "fall back", "widen out", "ease out", "camera out", "camera backward", "camera back", "fly out",
            "draw back", "move back", "zoom back", "pan out")
            { Direction = Out, Handled = true },
        new(WordRole.Move, "moves away", "pull", "widen") { Direction = Out, Allowed = Depth, Loose = true, Handled = true },
        new(WordRole.Move, "moves away", "retreat", "recede", "withdraw", "expand", "backs", "backing", "lead") { Direction = Out, Loose = true, NeedsCamera = true },
        new(WordRole.Move, "closer or farther, or sideways, up, down where said; closer when nothing is said",
            "dolly", "dollie", "dolley", "doly", "dolly shot", "dolly move", "travelling", "traveling")
            { Direction = In, Allowed = Anywhere },
        new(WordRole.Move, "closer, or where the direction says",
            "glide", "fly", "soar", "rush", "race", "charge", "dive", "plunge", "weave", "jostle", "sail", "hover in", "skim", "hurtle", "zip", "snake", "wander", "roam", "prowl",
            "barrel", "thread", "dart", "shoot")
            { Direction = In, Allowed = Anywhere, Loose = true },
        new(WordRole.Move, "closer, or where the direction says; any other move beside it takes its place", "drift", "float") { Direction = In, Allowed = Anywhere, Loose = true, Accompanies = true },
        new(WordRole.Move, "closer, or where the direction says", "fpv", "fpv shot", "fpv drone", "fpv drone shot", "drone chase", "chase cam", "chase shot", "drone flythrough")
            { Direction = In, Allowed = Anywhere, Accompanies = true },
        new(WordRole.Move, "closer, or where the direction says", "chase", "pursue", "trail", "stalk") { Direction = In, Allowed = Anywhere, Loose = true, NeedsCamera = true, Accompanies = true },
        new(WordRole.Move, "closer", "flyover", "flythrough", "forward move", "forward movement", "forward motion") { Direction = In },
        new(WordRole.Move, "closer", "fly over", "fly through", "push through", "glide through", "glide over", "move through", "travel through", "rush through", "drift through", "track through", "float through", "walk through")
            { Direction = In, Loose = true },
        new(WordRole.Move, "closer; farther where said", "zoom", "zoom inn", "zomm", "zoomin") { Direction = In, Allowed = Depth },
        new(WordRole.Move, "farther", "zoomout") { Direction = Out },
        new(WordRole.Move, "closer within a third of a second, held before and after",
            "crash zoom", "snap zoom", "crash in", "whip zoom", "smash zoom", "slam zoom", "slam in")
            { Direction = In, Allowed = Depth, Strength = 1.4, Speed = CameraSpeed.Whip },
        new(WordRole.Move, "sideways, or closer or farther where said; right when nothing is said", "tracking shot", "tracking", "parallax", "parallax effect", "follow shot", "trucking shot", "trucking")
            { Direction = Right, Allowed = Anywhere, AsksDirection = true, Accompanies = true },
        new(WordRole.Move, "sideways, or where the direction says; right when nothing is said", "track", "follow", "travel", "slide", "sweep", "scan")
            { Direction = Right, Allowed = Anywhere, AsksDirection = true, Accompanies = true, Loose = true },
        new(WordRole.Move, "sideways, or where the direction says; right when nothing is said", "lock onto", "locked onto", "keep pace", "keep up")
            { Direction = Right, Allowed = Anywhere, AsksDirection = true, Accompanies = true, Loose = true },
        new(WordRole.Move, "sideways; closer or farther where said; right when nothing is said", "truck", "slider", "crab", "strafe")
            { Direction = Right, Allowed = Anywhere, AsksDirection = true, Loose = true },
        new(WordRole.Move, "sideways (up or down where said); right when nothing is said",
            "pan", "pann", "panorama pan")
            { Direction = Right, Allowed = Flat, AsksDirection = true, Loose = true },
        new(WordRole.Move, "sideways (up or down where said); right when nothing is said", "pivot", "swivel")
            { Direction = Right, Allowed = Flat, AsksDirection = true, Loose = true, NeedsCamera = true },
        new(WordRole.Move, "sideways; right when nothing is said", "rotate horizontally", "turn horizontally", "horizontal rotation") { Direction = Right, Allowed = Sideways, AsksDirection = true },
        new(WordRole.Move, "up or down; up when nothing is said", "rotate vertically", "turn vertically", "vertical rotation") { Direction = Up, Allowed = Upright, AsksDirection = true },
        new(WordRole.Move, "sideways; right when nothing is said", "pan across", "panning shot", "pan shot")
            { Direction = Right, Allowed = Flat, AsksDirection = true },
        new(WordRole.Move, "sideways; right when nothing is said", "glide past", "slide past", "drift past", "move past", "glide across", "slide across", "drift across", "move across", "move along", "glide along", "slide along")
            { Direction = Right, Allowed = Flat, AsksDirection = true, Loose = true },
        new(WordRole.Move, "sideways within a third of a second, held before and after; right when nothing is said",
            "whip pan", "whippan", "swish pan", "swishpan", "swish", "flash pan", "whip tilt", "snap pan", "whip around", "whip to")
            { Direction = Right, Allowed = Flat, Strength = 2.2, Speed = CameraSpeed.Whip },
        new(WordRole.Move, "as the direction says, within a third of a second; nothing without one", "whip", "snap", "slam")
            { Allowed = Flat, Strength = 2.2, Speed = CameraSpeed.Whip, Loose = true, NeedsDirection = true, Handled = true },
        new(WordRole.Move, "up or down; up when nothing is said",
            "tilt", "tild", "tilit")
            { Direction = Up, Allowed = Flat, AsksDirection = true, Loose = true, Handled = true },
        new(WordRole.Move, "as the direction says; nothing without one", "tip", "pitch") { Allowed = Flat, NeedsDirection = true, Loose = true, NeedsCamera = true },
        new(WordRole.Move, "up or down; up when nothing is said", "pedestal", "pedastal", "pedistal", "ped", "boom")
            { Direction = Up, Allowed = Anywhere, Loose = true },
        new(WordRole.Move, "up", "lift", "rise", "raise", "ascend", "elevate", "climb") { Direction = Up, Allowed = Upright, Loose = true, Handled = true },
        new(WordRole.Move, "down", "descend", "lower", "sink", "drop") { Direction = Down, Loose = true, Handled = true },
        new(WordRole.Move, "down, or where the direction says", "swoop") { Direction = Down, Allowed = Anywhere, Loose = true },
        new(WordRole.Move, "closer, or where the direction says", "walk", "run", "drive", "ride", "swim", "crawl", "step", "get")
            { Direction = In, Allowed = Anywhere, Loose = true, NeedsCamera = true },
        new(WordRole.Move, "left", "rotate left", "rotate to the left") { Direction = Left },
        new(WordRole.Move, "right", "rotate right", "rotate to the right") { Direction = Right },
        new(WordRole.Move, "farther", "leading shot") { Direction = Out },
        new(WordRole.Move, "down", "descent") { Direction = Down, Loose = true },
        new(WordRole.Move, "up", "ascent") { Direction = Up, Loose = true },
        new(WordRole.Move, "up with a slight move away, or down with a slight move closer; up when nothing is said",
            "crane shot", "jib", "jib shot", "crane move")
            { Direction = Up, Allowed = Anywhere, Along = -0.5 },
        new(WordRole.Move, "up with a slight move away, or down with a slight move closer; up when nothing is said", "crane")
            { Direction = Up, Allowed = Anywhere, Along = -0.5, Loose = true },
        new(WordRole.Move, "as the direction says; nothing without one", "move", "shift", "swing", "go", "come", "continue", "movement", "motion", "turn")
            { Allowed = Anywhere, NeedsDirection = true, Loose = true, Handled = true },
        new(WordRole.Move, "sideways with a slight move closer, and a note: going round needs depth",
            "orbit", "arc", "circle", "circle around", "rotate around", "revolve", "revolution around", "revolution behind", "circumnavigate", "orbital", "encircle", "spiral", "circular path", "curved path", "circular move", "circular movement", "360", "move around", "spin around", "arc shot", "orbit shot", "orbital shot")
            { Loose = true, Direction = Right, Allowed = Flat, Along = 0.35, Note = "needs depth, which a still has not; it is shown as a sideways move" },
        new(WordRole.Move, "closer, and a note: the background cannot stretch",
            "dolly zoom", "zolly", "vertigo", "vertigo effect", "vertigo shot", "hitchcock zoom", "contra zoom", "trombone shot")
            { Direction = In, Allowed = Depth, Note = "needs depth, which a still has not; it is shown as a move closer or farther" },
        new(WordRole.Move, "a slow move closer with a slight drift to the right",
            "ken burns", "ken burns effect")
            { Direction = Right, Strength = 0.6, Along = 1, Speed = CameraSpeed.Slow },
        new(WordRole.Move, "a slow move closer", "ken burns zoom", "ken burns zoom in") { Direction = In, Strength = 0.8, Speed = CameraSpeed.Slow },
        new(WordRole.Move, "small unrest in all directions, for the whole clip",
            "handheld", "hand held", "held by hand", "handhold", "hand hold", "handheald", "shaky cam", "shaky camera", "shakey cam", "shakycam", "camera shake",
            "shoulder cam", "shoulder mounted", "documentary style", "verite", "handheld camera", "hand held camera")
            { Direction = Handheld },
        new(WordRole.Move, "small unrest in all directions, for the whole clip",
            "shake", "shaky", "shakey", "wobble", "wobbly", "jitter", "jittery", "unsteady", "bumpy", "sway")
            { Direction = Handheld, Loose = true, Handled = true },
        new(WordRole.Move, "no move, unless the notes name one beside it",
            "on a tripod", "on the tripod", "on tripod", "off a tripod", "from a tripod", "tripod mounted", "on the sticks", "on legs", "high hat", "hi hat", "hover in place", "hover in position", "camerafixed",
            "security camera", "security cam", "surveillance camera", "cctv", "cctv camera", "webcam", "trail camera", "dead static", "dead locked",
            "static shot", "static camera", "static frame", "static framing", "static composition", "camera static", "stactic", "locked off", "lock off", "lockoff", "locked down", "lockdown", "locked camera",
            "fixed camera", "fixed shot", "fixed frame", "fixed framing", "tripod", "on sticks", "still camera", "still shot", "camera still", "locked frame", "locked shot", "locked framing",
            "nothing move", "nothing is moving", "steady camera", "camera steady", "camera stable", "steady frame", "steady shot", "stable camera", "stable shot", "stable frame", "held steady", "hold steady", "keep steady",
            "remain steady", "stay steady", "stay put", "stay in place", "stationary camera", "stationary shot", "motionless camera", "unmoving camera", "static tripod", "locked tripod")
            { Direction = Hold, State = true },
        new(WordRole.Move, "no move, unless the notes name one beside it",
            "static", "still", "stay still", "hold still", "keep still", "remain still", "stand still", "fixed", "locked", "motionless",
            "stationary", "near static", "nearly static", "almost static", "stock still", "dead still", "rock steady", "rock solid", "unmoving", "unmoved", "immobile", "immobilised", "immobilized", "frozen", "steady camera work", "lock", "held", "sticks", "stat", "tableau")
            { Direction = Hold, State = true, Loose = true },
        new(WordRole.Move, "no move", "stay", "remain", "rest", "sit", "stand", "keep", "linger", "watch", "observe", "wait", "left running", "left rolling", "left recording", "hover", "hang", "perch", "dwell", "parked", "planted", "anchored", "bolted", "pinned", "nailed", "rooted", "glued", "clamped", "fastened",
            "unchanged", "unchanging", "unaltered", "maintain", "retain", "preserve")
            { Direction = Hold, State = true, Loose = true, NeedsCamera = true },
        new(WordRole.Move, "no move", "hold on", "linger on", "stay on", "remain on", "hold shot", "freeze frame", "hold frame") { Direction = Hold },
        new(WordRole.Move, "no move", "hold", "freeze", "pause", "fix") { Direction = Hold, Loose = true, Handled = true },
        new(WordRole.Move, "no move, unless the notes name one beside it (French, Spanish, Italian, Portuguese, German, Chinese, Japanese)",
            "plan fixe", "camera fixe", "caméra fixe", "cadre fixe", "caméra statique", "caméra immobile", "sans mouvement", "plano fijo", "cámara fija", "camara fija", "cámara estática",
            "camara estatica", "toma fija", "camera fissa", "inquadratura fissa", "câmera fixa", "câmera parada", "plano fixo", "kamera steht", "kamera fest", "feste kamera", "statische kamera", "starre kamera",
            "standkamera", "ohne kamerabewegung", "固定镜头", "镜头固定", "静止镜头", "镜头静止", "固定机位", "镜头不动", "固定鏡頭", "固定カメラ", "カメラ固定", "フィックス")
            { Direction = Hold, State = true },

        new(WordRole.Framing, "a move closer, if the notes hold no other move",
            "close up", "closeup", "cu", "mcu", "medium close up", "close shot", "close on", "tight", "tight on", "tight shot",
            "detail shot", "insert", "insert shot", "close view", "end close", "end tight", "start close", "start tight", "begin close", "begin tight", "open close")
            { Direction = In, Strength = 0.9, Speed = CameraSpeed.Slow, Size = 6 },
        new(WordRole.Framing, "a stronger move closer, if the notes hold no other move",
            "extreme close up", "extreme closeup", "ecu", "xcu", "big close up", "bcu", "macro", "macro shot",
            "macro close up", "extreme close")
            { Direction = In, Strength = 1.3, Speed = CameraSpeed.Slow, Size = 7 },
        new(WordRole.Framing, "a slight move closer, if the notes hold no other move",
            "medium shot", "medium", "mid shot", "ms", "medium wide", "medium wide shot", "medium long shot", "mls", "two shot", "cowboy shot",
            "waist shot", "american shot")
            { Direction = In, Strength = 0.7, Speed = CameraSpeed.Slow, Size = 4 },
        new(WordRole.Framing, "a slight move closer, if the notes hold no other move",
            "over the shoulder", "over shoulder", "ots", "pov", "point of view", "eye level",
            "low angle", "high angle", "worms eye", "profile", "three quarter", "reaction shot", "steadicam", "steadycam", "stedicam",
            "gimbal")
            { Direction = In, Strength = 0.7, Speed = CameraSpeed.Slow },
        new(WordRole.Framing, "a slow move away, if the notes hold no other move",
            "wide shot", "wide", "wide angle", "ws", "ews", "extreme wide", "extreme wide shot", "establishing shot", "establishing",
            "establishing wide", "establising shot", "long shot", "ls", "extreme long shot", "els", "full shot", "master shot",
            "master", "wide view", "end wide", "start wide", "begin wide", "open wide")
            { Direction = Out, Strength = 0.8, Speed = CameraSpeed.Slow, Size = 1 },
        new(WordRole.Framing, "a slow move away, if the notes hold no other move",
            "aerial", "aerial shot", "drone", "drone shot", "birds eye", "birds eye view", "overhead", "top down", "reveal",
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
            "left", "r l", "r to l", "camera left", "screen left", "frame left", "stage left", "leftward", "leftwards", "lft")
            { Direction = Left },
        new(WordRole.Direction, "right",
            "right", "l r", "l to r", "camera right", "screen right", "frame right", "stage right", "rightward", "rightwards", "rigth")
            { Direction = Right },
        new(WordRole.Direction, "up", "up", "upward", "upwards") { Direction = Up },
        new(WordRole.Direction, "down", "down", "downward", "downwards", "donw") { Direction = Down },
        new(WordRole.Direction, "closer, directly after a move", "in", "into", "toward", "towards") { Direction = In },
        new(WordRole.Direction, "closer, beside a move", "inward", "inwards", "forward", "forwards", "closer", "nearer", "ahead") { Direction = In, Beside = true },
        new(WordRole.Direction, "farther, directly after a move", "out", "back", "away", "off") { Direction = Out },
        new(WordRole.Direction, "farther, beside a move", "outward", "outwards", "backward", "backwards", "reverse", "in reverse", "rearward") { Direction = Out, Beside = true },
        new(WordRole.Direction, "sideways, beside a move; right unless a side is named", "lateral", "laterally", "sideways", "side", "alongside", "horizontal", "horizontally", "parallel", "beside")
            { Direction = Right, Beside = true, Vague = true },
        new(WordRole.Direction, "left, beside a move around something", "clockwise") { Direction = Left, Beside = true },
        new(WordRole.Direction, "right, beside a move around something", "counterclockwise", "counter clockwise", "anticlockwise", "anti clockwise") { Direction = Right, Beside = true },
        new(WordRole.Direction, "up or down, beside a move; up unless one is named", "vertical", "vertically") { Direction = Up, Beside = true, Vague = true },

        new(WordRole.Modifier, "slower: two thirds of the way in the same time",
            "slow", "slowly", "sloow", "slowish", "leisurely", "gradual", "gradually", "patient", "patiently", "unhurried",
            "lingering", "languid")
            { Speed = CameraSpeed.Slow },
        new(WordRole.Modifier, "half the way",
            "slight", "slightly", "subtle", "subtly", "subtile", "small", "tiny", "little", "minimal", "barely", "barely perceptible", "minor", "a bit",
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
            "bold", "massive", "sweeping", "epic")
            { Strength = 1.6 },
        new(WordRole.Modifier, "the usual way",
            "smooth", "smoothly", "steady", "steadily", "fluid", "continuous", "constant", "even", "moderate", "normal", "simple",
            "cinematic", "very", "really", "quite", "somewhat", "stable", "straight",
            "controlled", "precise", "elegant", "elegantly", "graceful", "gracefully", "deliberate", "deliberately", "dynamic", "restrained", "careful", "carefully", "natural", "organic",
            "seamless", "seamlessly", "linear", "single", "long", "short", "further", "farther", "medium paced", "imperceptible", "imperceptibly", "perfectly", "completely", "ultra", "full",
            "cinematically", "dreamy", "tense", "intimate", "low", "high", "clean", "polished", "diagonal", "diagonally", "half", "quarter", "partial", "degree", "degrees", "professional", "motivated", "floaty", "uninterrupted", "unbroken", "simultaneous", "circular", "precision", "complete", "wide curved", "shallow", "dead", "total", "absolute", "strict", "strictly", "crane arm", "jib arm", "boom arm"),

        new(WordRole.Negation, "the move after it is not made; alone with a word for moving: no move at all",
            "no", "not", "without", "never", "don't", "dont", "do not", "does not", "avoid", "isn't", "doesn't", "won't", "cannot", "can't", "shouldn't", "mustn't", "wasn't", "aren't", "zero", "none", "nil", "n a", "w o", "neither", "refuse to", "forbid", "forbidden", "prohibit",
            "exclude", "disable", "absent", "absence of", "lack of", "devoid of", "free of", "free from", "instead of", "rather than"),
        new(WordRole.Degree, "less of the word after it", "not too", "not so", "not very", "not overly", "nothing too"),
        new(WordRole.Sequence, "what follows comes afterwards",
            "then", "and then", "followed by", "before", "after that", "afterwards", "next", "finally", "ending with", "end with",
            "eventually", "subsequently", "transitioning to", "transitioning into"),
        new(WordRole.Joint, "what follows happens at the same time",
            "and", "with", "w", "while", "plus", "as", "combined with", "along with", "but", "or", "nor", "when", "until", "except", "except for", "other than",
            "apart from", "simultaneously"),
    ];
}
