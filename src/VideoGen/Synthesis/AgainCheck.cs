using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Synthesis;

/// <summary>Whether a segment may be made again, and whether the wish fits its reason. Pure.</summary>
internal static class AgainCheck
{
    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<Problem> Of(AgainOrder order, Job job)
    {
        if (!job.IsTerminal)
        {
            yield return new(
                ProblemCodes.JobNotEnded, "/again/segment_id", $"{job.SegmentId} of {job.RequestId} is still being made and may be paid already.", "Wait for its end (get_video_segments), or cancel its request.");
        }

        AgainWish wish = order.Again;
        bool hasWords = wish.Prompt is not null || wish.CameraNotes is not null;
        if (wish.Reason is AgainReason.EditedPrompt && !hasWords)
        {
            yield return new(ProblemCodes.MemberMissing, "/again/prompt", "edited_prompt needs other words.", "Send prompt, or camera_notes for the animatic provider.");
        }

        if (wish.Reason is AgainReason.NewSeed or AgainReason.Retry && hasWords)
        {
            yield return new(ProblemCodes.NotAllowed, "/again/reason", "Other words were sent, which is the reason edited_prompt (or other_model, for words that suit it).", "Send reason edited_prompt, or leave the words out.");
        }

        if (wish.Prompt is { } prompt && TextNormalizer.Normalize(prompt).Length == 0)
        {
            yield return new(ProblemCodes.WrongLength, "/again/prompt", "The prompt is blank.", "Say how the picture moves.");
        }

        if (wish.CameraNotes is { } notes && notes.Length != job.FrameIds.Length)
        {
            yield return new(ProblemCodes.WrongLength, "/again/camera_notes", $"There are {notes.Length} notes for {job.FrameIds.Length} frame(s).", "Send one note for each frame, empty ones included.");
        }

        bool namesModel = order.VideoSettings is { } settings && (settings.Model is not null || settings.ProviderOverride is not null);
        if (wish.Reason is AgainReason.OtherModel != namesModel)
        {
            yield return namesModel
                ? new(ProblemCodes.NotAllowed, "/again/reason", "A model or provider was named, which is the reason other_model.", "Send reason other_model, or leave model and provider_override out.")
                : new(ProblemCodes.MemberMissing, "/video_settings/model", "other_model needs another model.", "Send video_settings.model or provider_override; the resource videogen://models lists them.");
        }
    }
}
