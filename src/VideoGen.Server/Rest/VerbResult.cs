using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using VideoGen.Contract;
using VideoGen.Server.Access;
using VideoGen.Server.Failures;
using VideoGen.Synthesis;

namespace VideoGen.Server.Rest;

/// <summary>What a verb answers or refuses, over HTTP. The description of an endpoint has the type of its answer from here.</summary>
/// <param name="answer">The answer of the verb.</param>
/// <param name="type">How the answer is written.</param>
internal sealed class VerbResult<T>(Answer<T> answer, JsonTypeInfo<T> type) : IResult, IEndpointMetadataProvider
{
    private const string LaterSeconds = "30";

    /// <summary>Chooses the status of an answer, and the headers that belong to it.</summary>
    public Func<HttpResponse, T, int> Begin { get; init; } = (_, _) => StatusCodes.Status200OK;

    /// <summary>The status of a refusal that comes before the verb; null where the verb decides.</summary>
    public int? RefusalStatus { get; init; }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [EndpointDescription.Json]));
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return answer switch
        {
            Answer<T>.Given { Value: var value } => GiveAsync(httpContext, value),
            Answer<T>.Refused { Refusal: var refusal } => RefuseAsync(httpContext, refusal),
            _ => throw new UnreachableException("A verb answers or refuses."),
        };
    }

    private Task GiveAsync(HttpContext context, T value)
    {
        context.Response.StatusCode = Begin(context.Response, value);
        context.Response.ContentType = EndpointDescription.Json;
        return JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }

    private Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        int status = RefusalStatus ?? Rest.RefusalStatus.Of(refusal);
        if (status == StatusCodes.Status403Forbidden)
        {
            context.RequestServices.GetRequiredService<BearerChallenge>().Write(context, "insufficient_scope");
        }

        if (refusal.Problems.All(p => p.Code is ProblemCodes.TooManyJobs))
        {
            context.Response.Headers.RetryAfter = LaterSeconds;
        }

        return ProblemAnswer.WriteAsync(context, status, refusal);
    }
}
