using VideoGen.Animatic.Camera;

namespace VideoGen.Animatic.Tests.Camera;

public sealed class CameraNotesTests
{
    [Theory]
    [InlineData("push-in", "In")]
    [InlineData("Push In", "In")]
    [InlineData("PUSH\u2011IN", "In")]
    [InlineData("push – in on Mara's face", "In")]
    [InlineData("pushing in slowly", "In*1 Slow")]
    [InlineData("slow push-in, slight tilt up", "In*1 Slow + Up*0.5")]
    [InlineData("slow and gentle push in", "In*0.75 Slow")]
    [InlineData("push in, very slowly", "In*1 Slow")]
    [InlineData("dramatic push in", "In*1.6")]
    [InlineData("dolly in", "In")]
    [InlineData("dolly back", "Out")]
    [InlineData("dolly out fast", "Out*1 Fast")]
    [InlineData("dolly left in the kitchen", "Left")]
    [InlineData("zoom", "In")]
    [InlineData("zooms out to reveal the city", "Out")]
    [InlineData("zoom out", "Out")]
    [InlineData("track in", "In")]
    [InlineData("tracks back", "Out")]
    [InlineData("tracking left with the bicycle", "Left")]
    [InlineData("camera moves in", "In")]
    [InlineData("camera moves to the left", "Left")]
    [InlineData("creep in", "In")]
    [InlineData("close in", "In")]
    [InlineData("pull-out", "Out")]
    [InlineData("pulls back", "Out")]
    [InlineData("pull slowly away", "Out*1 Slow")]
    [InlineData("reveal", "Out*0.8 Slow")]
    [InlineData("truck right", "Right")]
    [InlineData("pan left", "Left")]
    [InlineData("pans to the right", "Right")]
    [InlineData("panning slowly to the right", "Right*1 Slow")]
    [InlineData("pan from left to right", "Right")]
    [InlineData("pan right to left", "Left")]
    [InlineData("left pan", "Left")]
    [InlineData("pan camera left", "Left")]
    [InlineData("pan up", "Up")]
    [InlineData("pan up and to the left", "Up + Left")]
    [InlineData("tilt up, then down", "Up > Down")]
    [InlineData("tilt down", "Down")]
    [InlineData("slow upward tilt", "Up*1 Slow")]
    [InlineData("pedestal up", "Up")]
    [InlineData("pedastal down", "Down")]
    [InlineData("boom down", "Down")]
    [InlineData("crane up", "Up + Out*0.5")]
    [InlineData("jib down", "Down + In*0.5")]
    [InlineData("whip-pan left", "Left*2.2 Whip")]
    [InlineData("swish pan to the right", "Right*2.2 Whip")]
    [InlineData("crash zoom", "In*1.4 Whip")]
    [InlineData("static", "Hold")]
    [InlineData("Locked-off.", "Hold")]
    [InlineData("tripod, wide", "Hold")]
    [InlineData("hold on her face", "Hold")]
    [InlineData("still", "Hold")]
    [InlineData("no camera movement", "Hold")]
    [InlineData("no zoom", "Hold")]
    [InlineData("no zoom, just a slow pan left", "Left*1 Slow")]
    [InlineData("don't pan", "Hold")]
    [InlineData("without any motion", "Hold")]
    [InlineData("close-up", "In*0.9 Slow")]
    [InlineData("ECU", "In*1.3 Slow")]
    [InlineData("medium shot", "In*0.7 Slow")]
    [InlineData("establishing shot", "Out*0.8 Slow")]
    [InlineData("wide establishing shot, slow pan right", "Right*1 Slow")]
    [InlineData("push in to close-up", "In")]
    [InlineData("push-in, then pan left", "In > Left")]
    [InlineData("push in -> pan left", "In > Left")]
    [InlineData("push in → hold", "In > Hold")]
    [InlineData("push in followed by a quick tilt down", "In > Down*1 Fast")]
    [InlineData("pan left, pan right", "Left > Right")]
    [InlineData("static, then slow push in", "Hold > In*1 Slow")]
    [InlineData("push in while tilting up", "In + Up")]
    [InlineData("push in as the sun rises", "In")]
    [InlineData("push in, she holds the cup", "In")]
    [InlineData("handheld", "Hold ~1")]
    [InlineData("slight hand-held, push in", "In ~0.5")]
    [InlineData("shaky cam", "Hold ~1")]
    [InlineData("", "In*0.7 Slow")]
    [InlineData("   \n", "In*0.7 Slow")]
    [InlineData("zoom in & pan left", "In + Left")]
    [InlineData("DOLLY_IN", "In")]
    public void Read_KnownWords_GiveTheMove(string notes, string expected) => Describe(CameraNotes.Read(notes)).ShouldBe(expected);

    [Theory]
    [InlineData("push-in on Mara's face")]
    [InlineData("slow push-in, slight tilt up")]
    [InlineData("")]
    [InlineData("slow")]
    [InlineData("static wide shot")]
    public void Read_WhatIsUnderstood_LeavesNoNote(string notes) => CameraNotes.Read(notes).Notes.ShouldBeEmpty();

    [Theory]
    [InlineData("camera remains locked", "Hold")]
    [InlineData("the camera is held steady", "Hold")]
    [InlineData("nothing moves", "Hold")]
    [InlineData("steady camera", "Hold")]
    [InlineData("no pans, tilts or zooms", "Hold")]
    [InlineData("not too fast push-in", "In")]
    [InlineData("without cuts, pan left", "Left")]
    [InlineData("don't zoom but tilt down", "Down")]
    [InlineData("pan left → right", "Right")]
    [InlineData("right-to-left tracking", "Left")]
    [InlineData("from wide to close-up", "In")]
    [InlineData("starts close, ends wide", "Out")]
    [InlineData("tilt from the sky to the street", "Down")]
    [InlineData("reverse dolly", "Out")]
    [InlineData("dolly in reverse", "Out")]
    [InlineData("lateral dolly", "Right")]
    [InlineData("lateral dolly to the left", "Left")]
    [InlineData("descending crane", "Down + In*0.5")]
    [InlineData("crane, descending", "Down")]
    [InlineData("tilt down, then back up", "Down > Up")]
    [InlineData("tripod, slow pan right", "Right*1 Slow")]
    [InlineData("camera tracks down the corridor", "In")]
    [InlineData("the camera pulls back, rises and tilts down", "Out + Up > Down")]
    [InlineData("The camera follows a man who turns left, then holds", "Right > Hold")]
    [InlineData("Never pan, zoom, dolly, shake or orbit", "Hold")]
    [InlineData("no pan, zoom, tilt", "Hold")]
    [InlineData("There is no camera movement in this shot", "Hold")]
    [InlineData("static, a drift", "Hold")]
    [InlineData("the camera floats motionless", "Hold")]
    [InlineData("static camera, a wide shot to a close-up", "Hold")]
    [InlineData("camera trundles forward", "In")]
    [InlineData("the drone banks right over the hill", "Right")]
    [InlineData("the camera moves to the window", "In")]
    [InlineData("the camera stays put while the lens narrows on her", "In")]
    [InlineData("camera pulls up", "Up")]
    [InlineData("the camera rises to show it all from above", "Up")]
    [InlineData("the camera slides out from behind the tree", "Right")]
    [InlineData("tracking past drifting rubble", "Right")]
    [InlineData("tracking shot moving left", "Left")]
    [InlineData("orbit moving clockwise", "Left + In*0.35")]
    [InlineData("the camera drifts around her", "Right + In*0.35")]
    [InlineData("dolly shot rising to the roof", "In + Up")]
    [InlineData("rise up and back", "Up + Out")]
    [InlineData("CU, push-in Her eyes glow", "In")]
    [InlineData("a camera with film grain slowly pushes in on the pair", "In*1 Slow")]
    [InlineData("retreating camera", "Out")]
    public void Read_Sentences_AreReadByWhoActsAndHowFarAWordReaches(string notes, string expected) => Describe(CameraNotes.Read(notes)).ShouldBe(expected);

    [Theory]
    [InlineData("gust whips the mist")]
    [InlineData("frying pan")]
    [InlineData("she tilts her head")]
    [InlineData("train tracks")]
    [InlineData("pulls back the curtain")]
    [InlineData("push the button")]
    [InlineData("the crane lifts a container")]
    [InlineData("he looks at the camera and moves to the left")]
    [InlineData("Negative prompt: zoom, pan, shaky camera")]
    [InlineData("waves push in and pull back over the sand")]
    [InlineData("birds fly left, then circle the steeple")]
    [InlineData("rising smoke, falling ash")]
    [InlineData("the orbit of the moon")]
    [InlineData("the truck backs up to the dock")]
    [InlineData("a slightly elevated camera angle")]
    public void Read_WordsOfTheScene_MoveNoCamera(string notes) => CameraNotes.Read(notes).IsAsked.ShouldBeFalse();

    [Theory]
    [InlineData("florble the wibble", "\"florble the wibble\"")]
    [InlineData("🎬🎬", "\"🎬🎬\"")]
    [InlineData("الكاميرا تقترب ببطء", "الكاميرا")]
    [InlineData("{{camera.zoom}} {{#if x}}", "\"if x\"")]
    [InlineData("push-in, bloopy swirl", "\"bloopy swirl\"")]
    [InlineData("pan", "names no direction")]
    [InlineData("orbit left", "needs depth")]
    [InlineData("dutch angle", "level")]
    [InlineData("rack focus to the door", "focus")]
    [InlineData("slow motion push in", "time")]
    [InlineData("push in or pull back", "leaves a choice; the first is shown")]
    [InlineData("dolly out + zoom in", "A dolly against a zoom needs depth")]
    [InlineData("static, then the camera jitterbugs over the field", "\"the camera jitterbugs over the field\" was not understood")]
    [InlineData("The camera rotates around its axis", "level")]
    public void Read_WhatCannotBeShown_LeavesANote(string notes, string part) => string.Join('\n', CameraNotes.Read(notes).Notes).ShouldContain(part);

    [Fact]
    public void Read_NotUnderstood_MovesGently() => Describe(CameraNotes.Read("florble the wibble")).ShouldBe("In*0.7 Slow");

    [Fact]
    public void Read_TenThousandCharacters_ReadsTheBeginningAndSaysSo()
    {
        CameraMove move = CameraNotes.Read("pan left, " + new string('x', 10_000));
        Describe(move).ShouldBe("Left");
        move.Notes.ShouldContain(n => n.Contains("first 2000 characters"));
        move.Notes.ShouldAllBe(n => n.Length < 400);
    }

    [Fact]
    public void Read_ManyPhases_KeepsSix() =>
        CameraNotes.Read(string.Join(" then ", Enumerable.Repeat("pan left then pan right", 50))).Phases.Length.ShouldBe(6);

    [Theory]
    [InlineData("\ud83c")]
    [InlineData("push\0in")]
    [InlineData("-->-->,,,;;;")]
    [InlineData("no no no not without")]
    [InlineData("left right up down in out")]
    [InlineData("‮pan left‬")]
    public void Read_OddInput_GivesSomeMove(string notes) => CameraNotes.Read(notes).Phases.ShouldNotBeEmpty();

    private static string Describe(CameraMove move)
    {
        string phases = string.Join(" > ", move.Phases.Select(p => string.Join(" + ", p.Components.Select(Describe))));
        return move.Handheld > 0 ? $"{phases} ~{move.Handheld:0.##}" : phases;
    }

    private static string Describe(CameraComponent c)
    {
        string strength = c.Strength == 1 && c.Speed == CameraSpeed.Normal ? "" : $"*{c.Strength:0.##}";
        return $"{c.Direction}{strength}{(c.Speed == CameraSpeed.Normal ? "" : $" {c.Speed}")}";
    }
}
