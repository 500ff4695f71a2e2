using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Files;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Lint;
using VideoGen.Provenance;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace VideoGen.Finishing;

/// <summary>
/// Finishes a delivered clip as its order wants it: looks at it, makes a copy beside it, marks the copy and stores it. The clip itself is only read. Whatever
/// fails here is told in words and costs no clip. The same clip gives the same copy, so that a step that was cut off is simply taken again.
/// </summary>
internal sealed class FinishStep(IClipFinisher? finisher, IPictureSampler? sampler, IMediaStore media, IClipSigner? signer, AgentOptions options, TimeProvider time)
{
    private const int StoreAttempts = 3;
    private const int MostSeconds = 600;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>What was done; null where nothing is to be done.</summary>
    /// <param name="job">The job.</param>
    /// <param name="clip">Its clip.</param>
    /// <param name="file">The file of the clip.</param>
    /// <param name="cancellationToken">Ends it where that loses nothing.</param>
    /// <exception cref="IOException">The media store does not take the copy now; to be tried again.</exception>
    public async Task<ClipFinishing?> RunAsync(Job job, Clip clip, string file, CancellationToken cancellationToken)
    {
        if (job.Finishing is not { Steps.IsEmpty: false } order)
        {
            return null;
        }

        string target = Path.Combine(options.WorkFolder, $"{job.Id}.finished.mp4");
        try
        {
            using var late = new CancellationTokenSource(Longest, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            return await FinishAsync(job, clip, file, target, order, either.Token);
        }
        catch (StoreAwayException e) when (job.DownloadAttempts < StoreAttempts)
        {
            throw new IOException(e.Message, e);
        }
        catch (Exception e) when (e is not LedgerException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            string why = e is OperationCanceledException ? $"it took longer than {Longest.TotalMinutes:0} minutes." : e.Message;
            return new ClipFinishing { OriginalSha256 = clip.Sha256, Warnings = [$"The clip is delivered as it came; it was not finished: {why}"] };
        }
        finally
        {
            Discard(target);
        }
    }

    private async Task<ClipFinishing> FinishAsync(Job job, Clip clip, string file, string target, FinishingOptions order, CancellationToken cancellationToken)
    {
        IClipFinisher tool = finisher is { Fault: null } ? finisher : throw new IOException(finisher?.Fault ?? "nothing here can encode clips.");
        bool checks = order.Has(FinishingStep.Checks), matches = order.Has(FinishingStep.ColourMatch);
        if (clip.DurationSeconds > MostSeconds)
        {
            throw new IOException($"it is longer than {MostSeconds / 60} minutes.");
        }

        PictureSample? first = checks || matches ? await StillAsync(job.Stills.FirstOrDefault(), cancellationToken) : null;
        PictureSample? last = (checks || matches) && job.Stills.Length > 1 ? await StillAsync(job.Stills[^1], cancellationToken) : null;
        var warnings = new List<string>();
        string scratch = $"{target}.look";

        // Colours must be known before the copy is made; everything else is seen while it is made.
        ClipLook? ends = matches ? await tool.LookAtEndsAsync(file, clip.Height, clip.DurationSeconds, scratch, cancellationToken) : null;
        ColourMatch? colour = ends is null ? null : ColourMatch.Decide(ends, first, last);
        int? end = order.Has(FinishingStep.Trim) ? EndOf(job, clip, order, warnings) : null;
        string? matrix = ends?.Matrix;
        ClipLook? look = null;
        FinishedClip? finished = null;
        if (order.Has(FinishingStep.Normalize) || end is not null || colour?.First is not null)
        {
            matrix = ends is null ? await tool.ReadMatrixAsync(file, cancellationToken) : matrix;
            FinishingRecipe recipe = FinishingRecipe.Of(order, clip, matrix, ends is { IsPlain: true }, end, colour);
            var copy = new CopyOrder { Recipe = recipe.Arguments, Height = clip.Height, Seconds = clip.DurationSeconds, Checks = checks, FirstFrame = recipe.FirstFrame, LastFrames = recipe.LastFrames };
            CopyLook seen = await tool.MakeAsync(file, copy, target, scratch, cancellationToken);
            look = seen.Clip;
            colour = colour?.First is null ? colour : Measured(colour, seen, first!, last!, isWhole: end is null);
            finished = await KeepAsync(job, clip, target, recipe.Arguments, seen.Tool, cancellationToken);
        }
        else if (checks)
        {
            look = await tool.LookAsync(file, clip.Height, checks, scratch, cancellationToken);
        }

        ClipChecks? found = look is not { Checks: { } numbers } ? null : numbers with
        {
            FirstStillDb = first is null ? null : PictureDifference.Db(look.First, first),
            LastStillDb = last is null ? null : PictureDifference.Db(look.Last, last),
        };
        warnings.AddRange(CheckWarnings.Of(found));
        if (order.Has(FinishingStep.Normalize) && ColourMatrix.Of(matrix, clip.Height) is "bt2020nc")
        {
            warnings.Add("Its colours are BT.2020 and stay so in the copy: a grade has to decide how they become BT.709.");
        }

        return new ClipFinishing { OriginalSha256 = clip.Sha256, Clip = finished, ColourMatch = colour?.Report, Checks = found, Warnings = [.. warnings] };
    }

    private static ColourMatch Measured(ColourMatch colour, CopyLook seen, PictureSample first, PictureSample last, bool isWhole) => colour with
    {
        Report = colour.Report with
        {
            LastBeforeDb = seen.Clip is null ? colour.Report.LastBeforeDb : PictureDifference.Db(seen.Clip.Last, last),
            FirstAfterDb = seen.First is null ? null : PictureDifference.Db(seen.First, first),
            LastAfterDb = isWhole && seen.Last is not null ? PictureDifference.Db(seen.Last, last) : null,
        },
    };

    private static int? EndOf(Job job, Clip clip, FinishingOptions order, List<string> warnings)
    {
        bool normal = order.Has(FinishingStep.Normalize);
        decimal rate = normal ? order.FramesPerSecond : clip.FramesPerSecond;
        int wanted = Math.Max(1, (int)Math.Round(job.WantedSeconds * rate, MidpointRounding.AwayFromZero));
        decimal exact = (normal ? clip.DurationSeconds * rate : clip.Frames) - 0.001m; // a frame that is begun is a frame of the copy
        int there = (int)Math.Ceiling(exact);
        if (wanted > there)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The storyboard wants {wanted} frames and the clip has {there}: nothing is trimmed, and it is shorter than wanted."));
        }

        return wanted < exact ? wanted : null;
    }

    private async Task<PictureSample?> StillAsync(FrameStill? still, CancellationToken cancellationToken) =>
        still is not null && sampler is not null && await StillBytes.ReadAsync(still, cancellationToken) is { } bytes ? await sampler.SampleAsync(bytes, cancellationToken) : null;

    private async Task<FinishedClip> KeepAsync(Job job, Clip clip, string target, ImmutableArray<string> recipe, string tool, CancellationToken cancellationToken)
    {
        ClipFacts facts;
        using (FileStream stream = File.OpenRead(target))
        {
            facts = ClipReader.Read(stream);
        }

        string bare = FileHash.Of(target);
        ClipFetcher.AddTo(target, copy => ClipMark.Apply(copy, bare, job, isMp4: true, options.Provenance, signer));
        string sha256 = FileHash.Of(target);
        StoredClip stored = await StoreAsync(job, clip, target, sha256, facts, cancellationToken);
        return new FinishedClip
        {
            VideoUrl = stored.Address.AbsoluteUri,
            Sha256 = sha256,
            FileSize = new FileInfo(target).Length,
            DurationSeconds = facts.DurationSeconds,
            Frames = facts.Frames,
            Width = facts.Width,
            Height = facts.Height,
            Fps = facts.FramesPerSecond,
            Recipe = RecipeText.Of(recipe),
            Tool = tool,
        };
    }

    // Another version of the encoder may have been at work here before: its copy is left where it is.
    private async Task<StoredClip> StoreAsync(Job job, Clip clip, string target, string sha256, ClipFacts facts, CancellationToken cancellationToken)
    {
        var copy = new NewClip
        {
            Path = FinishedPath.Of(clip.Path),
            File = target,
            Sha256 = sha256,
            FileSize = new FileInfo(target).Length,
            ProjectId = job.ProjectId,
            EpisodeId = job.EpisodeId,
            SegmentId = job.SegmentId,
            JobId = job.Id,
            SceneNumber = job.SceneNumber,
            ShotOrder = job.ShotOrder,
            Take = clip.Take,
            DurationSeconds = facts.DurationSeconds,
        };
        try
        {
            return await StoreAsync(copy, FinishedPath.Of(clip.Path, sha256), cancellationToken);
        }
        catch (IOException e) when (e is not ClipRefusedException)
        {
            throw new StoreAwayException(e.Message, e);
        }
    }

    private async Task<StoredClip> StoreAsync(NewClip copy, string otherPath, CancellationToken cancellationToken)
    {
        try
        {
            return await media.StoreAsync(copy, cancellationToken);
        }
        catch (MediaTakenException)
        {
            return await media.StoreAsync(copy with { Path = otherPath }, cancellationToken);
        }
    }

    private static void Discard(string file)
    {
        try
        {
            ClipFetcher.Discard(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file too many costs nothing but room.
        }
    }

    private sealed class StoreAwayException(string message, Exception inner) : IOException(message, inner);
}
