namespace VideoGen.Animatic.Camera;

/// <summary>The everyday words that hold a camera note together: who acts, what is acted upon, what says nothing by itself.</summary>
internal static class CameraGrammar
{
    private static readonly HashSet<string> Cameras = Set("camera cam cameras cinematographer operator we drone helicopter gimbal lens");
    private static readonly HashSet<string> Views = Set("shot frame framing view viewpoint viewer perspective image footage picture pov composition");
    private static readonly HashSet<string> Setups = Set("angle position spot point vantage take camera cam lens setup plane placement tableau viewpoint shots frames angles");
    private static readonly HashSet<string> Pronouns = Set("she he they i you someone everyone somebody who which that his her their both nobody");
    private static readonly HashSet<string> Owners = Set("his her their its my your our");
    private static readonly HashSet<string> Articles = Set("the a an some this these those each every another one two");
    private static readonly HashSet<string> Prepositions = Set("through over across along around under above against among between amid inside beneath below");
    private static readonly HashSet<string> Before = Set("at to toward towards into from facing off near for by of at on behind past directly");

    private static readonly HashSet<string> Fillers = Set(
        "a an the of to on at it its is are be been being by for from we camera shot shots frame angle view lens movement motion move moves cam cameras any there some one "
        + "use let start starting starts begin beginning begins begun end ends ending all way this that through over across past behind around under above her his their him "
        + "during bit feel style performs perform performing makes make making does do executes execute will must should can may into s very in position place throughout whole entire clip "
        + "sequence footage take feeling look effect second seconds sec beat moment framing perspective viewpoint view drone gimbal pov composition image also now still again both keep kept held work "
        + "type level eye footing mounted rig arm track rails gently starts move movements moving until just only opening opens open closes while itself pure same two three four support emulation drive mode filmed captured recorded photographed viewed seen");

    private static readonly HashSet<string> Seeing = Set(
        "reveals shows captures focuses frames records sees catches highlights emphasizes emphasises looks faces features keeps takes gives creates centers centres showcases settings angles "
        + "cues lens lenses has was plays documents presents becomes reaches exposes finds notices isolates ends begins starts cuts switches changes lands flips jumps matches uses needs includes focusing revealing "
        + "showing capturing framing recording keeping facing looking emphasizing highlighting featuring giving creating ending beginning starting angled positioned placed mounted set aimed pointed");

    private static readonly string[] Endings = ["ic", "ous", "ive", "ful", "less", "like", "al", "y", "ent", "ant", "ed"];
    private static readonly HashSet<string> Moving = Set("movement movements motion motions move moves moving translation drift leave leaves budge budges stray strays reframe reframes reframing travel");
    private static readonly HashSet<string> NotAdverbs = Set("family butterfly fly lily belly jelly ally july italy bully assembly reply supply early only lonely firefly dragonfly valley");

    /// <summary>True for a word that says nothing by itself.</summary>
    public static bool IsFiller(CameraToken token) => token.Word is null && (Fillers.Contains(token.Raw) || IsAdverb(token) || char.IsDigit(token.Raw[0]));

    /// <summary>True for a word that is neither of the language nor a filler: something of the scene.</summary>
    public static bool IsForeign(CameraToken token) => token.Word is null && !IsFiller(token);

    /// <summary>True for a word that is likely an adjective ("hypnotic", "ominous").</summary>
    public static bool IsAdjective(CameraToken token) => token.Word is null && token.Raw.Length > 3 && Endings.Any(e => token.Raw.EndsWith(e, StringComparison.Ordinal));

    /// <summary>True for a word that stands for the camera.</summary>
    public static bool IsCamera(CameraToken token) => Cameras.Contains(token.Raw) || token.Raw.EndsWith(" camera", StringComparison.Ordinal) || (token.Word is not null && token.Raw is "drone" or "pov" or "gimbal");

    /// <summary>True for a word that stands for the camera where a clause begins with it ("the frame tightens").</summary>
    public static bool IsView(CameraToken token) => Views.Contains(token.Raw);

    /// <summary>True for what carries a camera; before a verb it stands for the camera.</summary>
    public static bool IsRig(CameraToken token) => token.Raw is "dolly" or "steadicam" or "jib" or "slider";

    /// <summary>True for a noun of how the camera stands or what it sees ("a fixed position", "the static frame").</summary>
    public static bool IsSetup(CameraToken token) => Setups.Contains(token.Raw) || IsView(token) || token.Word is { Role: WordRole.Framing };

    /// <summary>True for somebody of the scene.</summary>
    public static bool IsPronoun(CameraToken token) => Pronouns.Contains(token.Raw);

    /// <summary>True for a verb of what a camera does without moving ("reveals").</summary>
    public static bool IsSeeing(CameraToken token) => Seeing.Contains(token.Raw);

    /// <summary>True for "his", "her", "their".</summary>
    public static bool IsOwner(CameraToken token) => Owners.Contains(token.Raw);

    /// <summary>True for a word that opens an object ("the", "her").</summary>
    public static bool OpensObject(CameraToken token) => Articles.Contains(token.Raw) || IsOwner(token);

    /// <summary>True for a word after which the camera is no subject ("looks at the camera").</summary>
    public static bool IsBefore(CameraToken token) => Before.Contains(token.Raw);

    /// <summary>True for a word that stands before a place or a thing.</summary>
    public static bool IsPreposition(CameraToken token) => IsBefore(token) || Prepositions.Contains(token.Raw);

    /// <summary>True for a word of moving in general.</summary>
    public static bool IsMoving(CameraToken token) => Moving.Contains(token.Raw);

    private static bool IsAdverb(CameraToken token) =>
        token.Raw.Length > 4 && token.Raw.EndsWith("ly", StringComparison.Ordinal) && !NotAdverbs.Contains(token.Raw);

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
