using System.Collections.Concurrent;
using System.Runtime.Versioning;
using VideoGen.Animatic.Tests.Rendering;
using VideoGen.Catalog;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing.Providers;

namespace VideoGen.Animatic.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class AnimaticProviderContractTests : ProviderContract, IDisposable
{
    private readonly Studio _studio = new();
    private readonly Bell _bell = new();

    // Comes after the providers were disposed.
    public void Dispose() => _studio.Dispose();

    protected override ValueTask<IVideoProvider> OpenAsync() =>
        ValueTask.FromResult<IVideoProvider>(new AnimaticProvider(new AnimaticOptions { Home = _studio.Folder }, _bell, TimeProvider.System));

    protected override SegmentOrder Order(string jobId)
    {
        string still = _studio.Path("still.png");
        if (!File.Exists(still))
        {
            _studio.Disc("still.png", 320, 180);
        }

        return new SegmentOrder
        {
            JobId = jobId,
            Preset = new ModelPreset
            {
                Model = "animatic",
                Mode = PresetMode.ImageToVideo,
                FirstFrameField = "first",
                Duration = new PresetDuration { Form = DurationForm.Frames },
                Price = new PresetPrice(),
                Output = new PresetOutput(160, 90, 12),
            },
            Prompt = "a prompt",
            Stills = [new FrameStill("SCENE_1_SHOT_1", still, still, _studio.Sha256("still.png"), "image/png", 320, 180, 1)],
            CameraNotes = ["push in"],
            SlotSeconds = 2,
            MotionStrength = 0.5,
        };
    }

    protected override Task UntilEndedAsync(string jobId) => _bell.Of(jobId).Task.WaitAsync(Limit);

    private sealed class Bell : IJobSchedule
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _rung = new();

        public int Count => 0;

        public void TickAt(string jobId, DateTimeOffset at, StepKind kind = StepKind.Follow) => Of(jobId).TrySetResult();

        public TaskCompletionSource Of(string jobId) => _rung.GetOrAdd(jobId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
