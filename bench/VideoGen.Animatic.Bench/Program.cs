using VideoGen.Animatic.Bench;
using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;

// usage: VideoGen.Animatic.Bench NATIVE [STILL [STILL]], where NATIVE is this program as native code (see bench/animatic); or draw STILL STILL; or finishing STILL STILL
string program = FfmpegProgram.Find(null) ?? throw new InvalidOperationException(FfmpegProgram.Remedy);
string folder = Directory.CreateTempSubdirectory("animatic-bench").FullName;
try
{
    string[] stills = args.Length > 1 ? args[1..] : [await SyntheticStill.DetailedAsync(program, folder)];
    AnimaticSpec one = new() { Stills = [new AnimaticStill(stills[0])], CameraNotes = ["slow push-in, slight tilt up"], Seconds = 3 };
    AnimaticSpec two = one with { Stills = [new AnimaticStill(stills[0]), new AnimaticStill(stills[^1])], CameraNotes = ["push-in", "pan right"], Seconds = 4 };
    if (args[0] == "finishing")
    {
        await FinishingBench.RunAsync(program, folder, stills[0], stills[^1]);
        return;
    }

    if (args[0] == "draw")
    {
        await DrawBench.DrawAsync(program, two);
        return;
    }

    await DrawBench.CompareAsync(args[0], stills);
    await CpuBench.RunAsync(program, folder, one, "one still, 3 s, push-in and tilt");
    await CpuBench.RunAsync(program, folder, two, "two stills, 4 s, push-in, dissolve, pan");
    await SmoothnessMeter.RunAsync(program, folder);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
