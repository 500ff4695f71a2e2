using System.Globalization;
using Microsoft.OpenApi;
using VideoGen.Contract;

namespace VideoGen.Server.Rest;

/// <summary>The query of <c>GET /v1/requests/{id}</c>: <c>wait_seconds</c>, 0 to 90, default 0, and nothing else.</summary>
internal static class RequestQuery
{
    private const string Wait = "wait_seconds";
    private const double Longest = 90;

    /// <summary>Schema of the wait.</summary>
    public static OpenApiSchema Schema() => new() { Type = JsonSchemaType.Number, Minimum = "0", Maximum = $"{Longest}", Default = 0 };

    /// <summary>The longest wait in seconds; null, with every reason, when the query cannot be meant.</summary>
    public static double? Read(IQueryCollection query, out Refusal? refusal)
    {
        var problems = new List<Problem>();
        double seconds = 0;
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in query)
        {
            if (name != Wait)
            {
                problems.Add(new Problem(ProblemCodes.MemberUnknown, "", "The query has a member that is not known here.", $"Use {Wait} only."));
            }
            else if (values is not [var only] || !double.TryParse(only, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds) || !(seconds >= 0 && seconds <= Longest))
            {
                problems.Add(new Problem(ProblemCodes.OutOfRange, $"/{Wait}", $"{Wait} is not one number from 0 to {Longest}.", $"Send a number from 0 to {Longest}, or leave it out."));
            }
        }

        refusal = problems.Count == 0 ? null : new Refusal { Problems = [.. problems] };
        return refusal is null ? seconds : null;
    }
}
