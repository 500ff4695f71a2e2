using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Resources;

/// <summary>Films for editors, under one address with what is exported as the query. They are as of now, and not to be kept.</summary>
internal sealed class ExportResource(McpAgent agent, McpHost host) : McpServerResource
{
    /// <summary>The form of its address.</summary>
    public const string Template = $"videogen://export{{?{ExportQueryReader.Request},{ExportQueryReader.Project},{ExportQueryReader.Episode},{ExportQueryReader.Format},{ExportQueryReader.Rate}}}";

    private static readonly QueryAddress Address = new(Template);

    private static readonly ResourceTemplate Head = new()
    {
        UriTemplate = Template,
        Name = "export",
        Title = "Export for an editor",
        Description = $"The timeline of a request (request_id), or of a project or one of its episodes (project_id, episode_id): shown takes, wanted frames, gaps with reasons. format: {string.Join(", ", ExportQueryReader.FormatNames)}.",
    };

    /// <inheritdoc/>
    public override ResourceTemplate ProtocolResourceTemplate => Head;

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override bool IsMatch(string uri) => Address.IsMatch(uri);

    /// <inheritdoc/>
    public override async ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken = default)
    {
        string uri = request.Params.Uri;
        ExportQuery query = ExportQueryReader.Read(Address.Members(uri), out Refusal? wrong) ?? throw QueryAddress.Refused(wrong!);
        Answer<ExportedFilm> answer = await ProtocolFailure.TellAsync(host, Head.Name, () => agent.Exports.ExportAsync(query, ExportView.Local, cancellationToken));
        return answer switch
        {
            Answer<ExportedFilm>.Given { Value: var film } => new()
            {
                Contents = [new TextResourceContents { Uri = uri, MimeType = film.MediaType, Text = film.Text }],
                CacheScope = CacheScope.Private,
                TimeToLive = TimeSpan.Zero,
            },
            Answer<ExportedFilm>.Refused refused => throw QueryAddress.Refused(refused.Refusal),
            _ => throw new System.Diagnostics.UnreachableException("A film is exported or refused."),
        };
    }
}
