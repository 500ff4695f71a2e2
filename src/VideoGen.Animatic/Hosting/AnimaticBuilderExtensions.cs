using Microsoft.Extensions.DependencyInjection.Extensions;
using VideoGen.Animatic;
using VideoGen.Animatic.Camera;
using VideoGen.Animatic.Finishing;
using VideoGen.Animatic.Previews;
using VideoGen.Animatic.Stills;
using VideoGen.Finishing;
using VideoGen.Hosting;
using VideoGen.Jobs;
using VideoGen.Lint;
using VideoGen.Previews;
using VideoGen.Synthesis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the animatic provider to an agent.</summary>
public static class AnimaticBuilderExtensions
{
    /// <summary>Adds the provider that renders animatics on this machine with ffmpeg.</summary>
    /// <param name="builder">The agent.</param>
    /// <param name="configure">Changes the options; home and largest still are the agent's.</param>
    public static VideoGenBuilder AddAnimatic(this VideoGenBuilder builder, Action<AnimaticOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<ICameraReader, CameraReader>();
        var ffmpeg = new AnimaticOptions { Home = "" };
        configure?.Invoke(ffmpeg);
        builder.Services.TryAddSingleton<IPreviewMaker>(_ => new FfmpegPreviews(ffmpeg.FfmpegPath));
        builder.Services.TryAddSingleton<IClipFinisher>(_ => new FfmpegFinisher(ffmpeg.FfmpegPath));
        builder.Services.TryAddSingleton<IPictureSampler>(_ => new StillSampler(ffmpeg.FfmpegPath, ffmpeg.MaxPixels));
        return builder.AddProvider(AnimaticProvider.WireName, provider =>
        {
            AgentOptions agent = provider.GetRequiredService<AgentOptions>();
            var options = new AnimaticOptions { Home = agent.Home, MaxPixels = agent.Pictures.MaxPixels };
            configure?.Invoke(options);
            return new AnimaticProvider(options, provider.GetRequiredService<IJobSchedule>(), provider.GetRequiredService<TimeProvider>());
        });
    }
}
