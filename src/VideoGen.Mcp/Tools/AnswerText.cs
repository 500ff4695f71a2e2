using System.Text;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>An answer in a few lines: what is there, what is not and why, what it costs, what to call next.</summary>
internal static class AnswerText
{
    public static string Of(SynthesisAnswer answer)
    {
        var text = new StringBuilder();
        int total = answer.VideoSegments.Length + answer.FailedSegments.Length;
        bool more = answer.Status is RequestStatus.InProgress;
        text.Append(answer.Replayed is true ? "An earlier call ordered this; nothing was ordered or spent twice. " : "");
        text.Append($"Request {answer.RequestId}: {answer.VideoSegments.Length} of {total} segments delivered, ");
        bool made = answer.FailedSegments.All(s => !s.IsPending);
        text.Append(!more ? "finished.\n" : made ? "nothing is being made any more.\n" : "others are still being made.\n");
        foreach (VideoSegment s in answer.VideoSegments)
        {
            text.Append($"- {s.SegmentId}: scene {s.SceneNumber}, shot {s.ShotOrder}, {s.DurationSeconds} s, {s.Width}x{s.Height}, {s.Fps} fps, ");
            text.Append($"made by {s.ProviderMetadata.Provider}: {s.VideoUrl}\n");
            if (s.OtherTakes is { } others)
            {
                string stands = s.Chosen ? "this one" : others.FirstOrDefault(t => t.Chosen) is { } chosen ? $"take {chosen.Take}" : "a take of somebody else";
                text.Append($"  Take {s.Take} of {others.Length + 1}; {stands} counts in the film{(s.ChosenBy is { } by ? $", chosen by {by}" : "")}. Others: {string.Join("; ", others.Select(t => $"take {t.Take} {t.VideoUrl}"))}\n");
            }

            text.Append(s.MediaStatus switch
            {
                MediaStatus.Refused => $"  Not in the media store, which refuses it: {s.MediaProblem} Next: {s.MediaNextStep}\n",
                MediaStatus.Pending => $"  Usable at this address; not in the media store yet{(s.MediaProblem is { } problem ? $": {problem}" : ".")}\n",
                _ => "",
            });
        }

        foreach (var same in answer.FailedSegments.GroupBy(s => (s.Error, s.Billed, s.Message, s.NextStep)))
        {
            string segments = string.Join(", ", same.Select(s => s.SegmentId));
            text.Append($"- {segments}: {SnakeCase.Of(same.Key.Error)}, billed: {SnakeCase.Of(same.Key.Billed)}. {same.Key.Message} Next: {same.Key.NextStep}\n");
            foreach (FailedSegment s in same.Where(s => s.Stage is not null))
            {
                text.Append($"  {s.SegmentId} is {Stage(s)} after {s.ElapsedSeconds} s.\n");
            }
        }

        WarningText.Append(text, answer.Warnings);
        CostReport cost = answer.Cost;
        text.Append($"Cost: estimated {Dollars.Of(cost.EstimatedUsd)}, {(cost is { BilledUsd: 0, ReservedUsd: > 0 } ? "billed not known yet" : $"billed {Dollars.Of(cost.BilledUsd)}")}");
        text.Append(cost.ReservedUsd == 0 ? "." : $", still set aside {Dollars.Of(cost.ReservedUsd)}.");
        if (more && made)
        {
            text.Append("\nNext: use the addresses above; the clips are moved into the media store by themselves.");
        }
        else if (more)
        {
            text.Append($"\nNext: call get_video_segments with request_id \"{answer.RequestId}\" and wait_seconds 45. Do not synthesize these frames again.");
        }

        return text.ToString();
    }

    private static string Stage(FailedSegment s) => SnakeCase.Of(s.Stage!.Value).Replace('_', ' ')
        + (s.QueuePosition is { } ahead ? $", {ahead} ahead of it," : s.Percent is { } part ? $", {part} %," : "");
}
