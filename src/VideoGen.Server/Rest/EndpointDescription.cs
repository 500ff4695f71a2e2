using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using VideoGen.Contract;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Rest;

/// <summary>What the description of an endpoint says beyond the types of its method.</summary>
internal static class EndpointDescription
{
    /// <summary>Media type of requests and answers.</summary>
    public const string Json = "application/json";

    /// <summary>Names an endpoint, says what it does and how its answer and its problems are to be understood.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string id, string summary, string answer, params int[] problems)
    {
        endpoint.WithName(id).WithSummary(summary);
        foreach (int status in problems.Union([401, 429, 500, 503]))
        {
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDocument), [ProblemDocument.MediaType]));
        }

        return endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Tags?.Clear(); // it would be the name of a class
            operation.Responses!["200"].Description = answer;
            foreach ((string status, IOpenApiResponse problem) in operation.Responses.Where(r => r.Key[0] is '4' or '5'))
            {
                problem.Description = ProblemDocument.TitleOf(int.Parse(status, CultureInfo.InvariantCulture));
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>The body is an order.</summary>
    public static RouteHandlerBuilder TakesOrder(this RouteHandlerBuilder endpoint) => endpoint.TakesOneOf(nameof(SynthesisRequest), nameof(AgainOrder));

    /// <summary>The body is an order, or the approval of a plan.</summary>
    public static RouteHandlerBuilder TakesOrderOrApproval(this RouteHandlerBuilder endpoint) => endpoint.TakesOneOf(nameof(SynthesisRequest), nameof(AgainOrder), nameof(PlanApproval));

    private static RouteHandlerBuilder TakesOneOf(this RouteHandlerBuilder endpoint, params string[] bodies) => endpoint.AddOpenApiOperationTransformer((operation, context, _) =>
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new()
                {
                    Schema = new OpenApiSchema { OneOf = [.. bodies.Select(body => new OpenApiSchemaReference(body, context.Document))] },
                },
            },
        };
        return Task.CompletedTask;
    });

    /// <summary>Where the answer is not complete yet, it is 202, with the address of the request.</summary>
    public static RouteHandlerBuilder MayBeUnfinished(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(SynthesisAnswer), [Json]))
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var later = (OpenApiResponse)operation.Responses!["202"];
            later.Description = "Segments are still being made: ask again at Location.";
            later.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Location"] = new OpenApiHeader { Description = "Address of the request.", Schema = Text() },
                ["Retry-After"] = new OpenApiHeader { Description = "Seconds after which it makes sense to ask.", Schema = Text() },
            };
            return Task.CompletedTask;
        });

    /// <summary>A parameter that the endpoint reads itself.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string name, ParameterLocation where, string words, OpenApiSchema? schema = null) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = where, Description = words, Schema = schema ?? Text() });
            return Task.CompletedTask;
        });

    /// <summary>The path names a request.</summary>
    public static RouteHandlerBuilder OfRequest(this RouteHandlerBuilder endpoint) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        ((OpenApiParameter)operation.Parameters!.Single(p => p.In is ParameterLocation.Path && p.Name is "id")).Description = "request_id of the answer to POST /v1/segments.";
        return Task.CompletedTask;
    });

    /// <summary>There may be nothing to answer.</summary>
    public static RouteHandlerBuilder MayBeEmpty(this RouteHandlerBuilder endpoint, string words) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.Responses!["204"] = new OpenApiResponse { Description = words };
        return Task.CompletedTask;
    });

    /// <summary>The answer may also be a text.</summary>
    public static RouteHandlerBuilder MayAnswerText(this RouteHandlerBuilder endpoint, string media) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        ((OpenApiResponse)operation.Responses!["200"]).Content![media] = new OpenApiMediaType { Schema = Text() };
        return Task.CompletedTask;
    });

    /// <summary>One of several words.</summary>
    public static OpenApiSchema OneOf(IEnumerable<string> words) => new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)] };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
