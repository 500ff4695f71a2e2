using VideoGen.Contract;

namespace VideoGen.Server.Rest;

/// <summary>The HTTP status of a refusal. Where the problems would have different ones, the request as a whole has problems: 422.</summary>
internal static class RefusalStatus
{
    public static int Of(Refusal refusal)
    {
        int[] each = [.. refusal.Problems.Select(p => Of(p.Code)).Distinct()];
        return each is [var only] ? only : StatusCodes.Status422UnprocessableEntity;
    }

    private static int Of(string code) => code switch
    {
        ProblemCodes.JsonInvalid or ProblemCodes.JsonTooDeep or ProblemCodes.MemberRepeated or ProblemCodes.TextInvalid => StatusCodes.Status400BadRequest,
        ProblemCodes.ScopeMissing => StatusCodes.Status403Forbidden,
        ProblemCodes.RequestUnknown or ProblemCodes.PlanUnknown or ProblemCodes.SegmentUnknown or ProblemCodes.TakeUnknown => StatusCodes.Status404NotFound,
        ProblemCodes.RequestKeyTaken or ProblemCodes.PlanChanged or ProblemCodes.PlanAmbiguous or ProblemCodes.TakeNotDelivered or ProblemCodes.ChoiceOfAnother or ProblemCodes.CapReached or ProblemCodes.JobChanged or ProblemCodes.JobNotEnded => StatusCodes.Status409Conflict,
        ProblemCodes.RequestTooLarge => StatusCodes.Status413PayloadTooLarge,
        ProblemCodes.TooManyJobs or ProblemCodes.FfmpegMissing or ProblemCodes.FfmpegUnusable or ProblemCodes.StoreUnwritable or Fal.Credentials.FalCredentials.MissingCode => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
