using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using VideoGen.Contract;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Rest;

/// <summary>
/// The OpenAPI 3.1 description of the REST API at <c>/openapi/v1.json</c>, made by ASP.NET Core from the endpoints, with the schemas of the wire.
/// <c>docs/openapi.json</c> is a copy that a test holds.
/// </summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string TokenScheme = "token";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, JsonTypeInfo> Schemas = new(StringComparer.Ordinal)
    {
        ["AgainOrder"] = WireJson.Default.AgainOrder,
        ["PlanApproval"] = WireJson.Default.PlanApproval,
        ["PlanAnswer"] = WireJson.Default.PlanAnswer,
        ["Problem"] = ProblemJson.Default.ProblemDocument,
        ["Report"] = WireJson.Default.Report,
        ["RequestEvent"] = EventJson.Default.RequestEvent,
        ["RequestList"] = WireJson.Default.RequestList,
        ["SynthesisAnswer"] = WireJson.Default.SynthesisAnswer,
        ["SynthesisRequest"] = WireJson.Default.SynthesisRequest,
    };

    /// <summary>Adds what makes it.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(WireJson.Default, ProblemJson.Default, EventJson.Default, json.SerializerOptions.TypeInfoResolver))
        .AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) is true;
            options.CreateSchemaReferenceId = type => Schemas.FirstOrDefault(schema => schema.Value.Type == type.Type).Key;
            options.AddDocumentTransformer((document, _, _) =>
            {
                Complete(document);
                return Task.CompletedTask;
            });
        });

    /// <summary>Maps the address. The document is written once.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var text = new Lazy<Task<string>>(() => WriteAsync(app.ServiceProvider));
        app.MapGet("/openapi/v1.json", async (HttpContext context) =>
        {
            string document = await text.Value;
            context.Response.ContentType = EndpointDescription.Json;
            await context.Response.WriteAsync(document, context.RequestAborted);
        }).AllowAnonymous().ExcludeFromDescription();
    }

    private static void Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "VideoGen", Version = Name, Description = "Storyboard frames to motion segments. The same verbs, requests and answers as the MCP tools." };
        document.Servers?.Clear(); // the one that it was read from
        document.Tags?.Clear();
        document.AddComponent(TokenScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token of videogen token add, or a JWT of the configured issuer. Needless on a server that listens to its own machine only.",
        });
        document.Security = [[], new() { [new OpenApiSecuritySchemeReference(TokenScheme, document)] = [] }];
    }

    // The framework writes schemas by rules of its own; those of the wire are the ones that the reader of requests and the MCP tools go by.
    private static async Task<string> WriteAsync(IServiceProvider services)
    {
        OpenApiDocument document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        JsonObject written = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1))!.AsObject();
        written["components"]!["schemas"] = new JsonObject(Schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)WireSchema.Of(schema.Value))));
        return written.ToJsonString(Readable) + "\n";
    }
}
