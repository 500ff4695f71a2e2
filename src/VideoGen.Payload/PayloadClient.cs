using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Payload.Http;
using VideoGen.Payload.Schema;
using VideoGen.Records;

namespace VideoGen.Payload;

/// <summary>
/// The REST API of one PayloadCMS, as far as the agent uses it. Collections and fields go by our names; <see cref="PayloadOptions"/> knows
/// the CMS's. Reads and updates are repeated a few times when the CMS is unavailable, creates are not; a call answered 403 is sent once
/// more when the key turns out to be right. Making one opens no connection. Thread-safe.
/// </summary>
public sealed class PayloadClient : IDisposable
{
    private readonly PayloadNames _names;
    private readonly PayloadHttp _http;

    /// <summary>A client of the CMS that the options name.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">Clock for timeouts and pauses.</param>
    /// <param name="handler">Sends the calls, disposed with the client; null for the network.</param>
    public PayloadClient(PayloadOptions options, TimeProvider time, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _names = new PayloadNames(options);
        _http = new PayloadHttp(options, time, handler ?? PayloadHandler.Create(options));
    }

    /// <summary>The account behind the key, as the CMS shows it.</summary>
    /// <exception cref="PayloadException">The key is refused, or no answer came.</exception>
    public Task<JsonObject> CheckKeyAsync(CancellationToken cancellationToken) => _http.CheckKeyAsync(cancellationToken);

    /// <summary>What the account behind the key may do: Payload's own answer, by slug of the collection.</summary>
    /// <exception cref="PayloadException">The call was not done.</exception>
    public Task<JsonObject> ReadAccessAsync(CancellationToken cancellationToken) =>
        _http.SendAsync(new PayloadCall(HttpMethod.Get, "access", "GET access"), cancellationToken);

    /// <summary>Which of these paths a collection does not have, or hides from the account. Reads no document that matters.</summary>
    /// <param name="collection">Our name of the collection.</param>
    /// <param name="paths">Paths that begin with our name of a field.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PayloadException">The collection is not there or may not be read, or no answer came.</exception>
    public async Task<ImmutableArray<string>> FindUnknownAsync(string collection, ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        try
        {
            var query = new PayloadQuery { Where = [.. paths.Select(p => new PayloadCondition(p, "true", "exists"))], Limit = 1 };
            await FindAsync(collection, query, cancellationToken);
            return [];
        }
        catch (PayloadException refused) when (refused.Kind is PayloadErrorKind.Invalid && !refused.Fields.IsEmpty)
        {
            // All of them are reported at once, under the CMS's names, and only as far as the first step that is not there.
            string[] unknown = [.. refused.Fields.Select(f => f.Path + ".")];
            return [.. paths.Where(p => Array.Exists(unknown, u => $"{_names.Theirs(collection, p)}.".StartsWith(u, StringComparison.Ordinal)))];
        }
    }

    /// <summary>The documents that a query finds.</summary>
    /// <param name="collection">Our name of the collection, of <see cref="RecordCollections.Names"/>.</param>
    /// <param name="query">Which documents.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PayloadException">The call was not done.</exception>
    public async Task<ImmutableArray<PayloadDocument>> FindAsync(string collection, PayloadQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        JsonObject answer = await _http.SendAsync(
            new PayloadCall(HttpMethod.Get, $"{_names.Slug(collection)}?{QueryText.Of(_names, collection, query)}", What("GET", collection)), cancellationToken);
        return [.. (answer["docs"] as JsonArray ?? []).OfType<JsonObject>().Select(d => Document(collection, d))];
    }

    /// <summary>The document with a value in a unique field, or null.</summary>
    /// <param name="collection">Our name of the collection.</param>
    /// <param name="field">Our name of the field, a text.</param>
    /// <param name="value">Its value.</param>
    /// <param name="select">Fields to answer besides <c>id</c> and the field itself; empty for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PayloadException">The call was not done.</exception>
    public async Task<PayloadDocument?> FindByKeyAsync(
        string collection, string field, string value, ImmutableArray<string> select, CancellationToken cancellationToken)
    {
        var query = new PayloadQuery { Where = [new PayloadCondition(field, value)], Limit = 1, Select = select.IsEmpty ? [] : select.Add(field) };

        // Payload ignores a condition that it does not understand and answers any document.
        ImmutableArray<PayloadDocument> found = await FindAsync(collection, query, cancellationToken);
        return found.FirstOrDefault(d => d.Fields[field] is JsonValue v && v.TryGetValue(out string? text) && text == value);
    }

    /// <summary>The document with an id, or null.</summary>
    /// <param name="collection">Our name of the collection.</param>
    /// <param name="id">The id as text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PayloadException">The call was not done.</exception>
    public async Task<PayloadDocument?> FindByIdAsync(string collection, string id, CancellationToken cancellationToken)
    {
        try
        {
            return Document(collection, await _http.SendAsync(
                new PayloadCall(HttpMethod.Get, $"{_names.Slug(collection)}/{Uri.EscapeDataString(id)}?depth=0", What("GET", collection)), cancellationToken));
        }
        catch (PayloadException gone) when (gone.Kind is PayloadErrorKind.Missing)
        {
            return null;
        }
    }

    /// <summary>Creates a document. Not repeated: without an answer it may exist or not.</summary>
    /// <param name="collection">Our name of the collection.</param>
    /// <param name="fields">Its fields under our names.</param>
    /// <param name="cancellationToken">Ends the call; the document may exist then.</param>
    /// <exception cref="PayloadException">The call was not done.</exception>
    public Task<PayloadDocument> CreateAsync(string collection, JsonObject fields, CancellationToken cancellationToken) =>
        WriteAsync(HttpMethod.Post, collection, $"{_names.Slug(collection)}?depth=0", Json(collection, fields), cancellationToken);

    /// <summary>Writes fields of a document over what it has; an edit lock of somebody in the admin panel is ignored.</summary>
    /// <param name="collection">Our name of the collection.</param>
    /// <param name="id">Its id.</param>
    /// <param name="fields">The fields to write under our names; null empties one, one that is absent stays.</param>
    /// <param name="cancellationToken">Ends the call; the write may have happened then.</param>
    /// <exception cref="PayloadException">The call was not done.</exception>
    public Task<PayloadDocument> UpdateAsync(string collection, PayloadId id, JsonObject fields, CancellationToken cancellationToken) =>
        WriteAsync(
            HttpMethod.Patch,
            collection,
            $"{_names.Slug(collection)}/{Uri.EscapeDataString(id.Text)}?depth=0&overrideLock=true",
            Json(collection, fields),
            cancellationToken);

    /// <summary>Deletes a document; one that is not there any more is no failure.</summary>
    /// <param name="collection">Our name of the collection.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the call; it may be deleted then.</param>
    /// <exception cref="PayloadException">The call was not done.</exception>
    public async Task DeleteAsync(string collection, PayloadId id, CancellationToken cancellationToken)
    {
        try
        {
            await _http.SendAsync(
                new PayloadCall(HttpMethod.Delete, $"{_names.Slug(collection)}/{Uri.EscapeDataString(id.Text)}?depth=0&overrideLock=true", What("DELETE", collection)), cancellationToken);
        }
        catch (PayloadException gone) when (gone.Kind is PayloadErrorKind.Missing)
        {
        }
    }

    /// <summary>Bytes that the CMS takes as one file, as its VideoGen plugin says; null where nothing says so.</summary>
    /// <exception cref="PayloadException">No answer came, or the key is refused.</exception>
    public async Task<long?> ReadUploadLimitAsync(CancellationToken cancellationToken)
    {
        try
        {
            JsonObject answer = await _http.SendAsync(new PayloadCall(HttpMethod.Get, "videogen/upload-limit", "GET videogen/upload-limit"), cancellationToken);
            return (answer["bytes"] as JsonValue)?.TryGetValue(out long bytes) is true ? bytes : null;
        }
        catch (PayloadException none) when (none.Kind is PayloadErrorKind.NoSuchCollection or PayloadErrorKind.Missing or PayloadErrorKind.Forbidden or PayloadErrorKind.Invalid)
        {
            return null; // a CMS without the plugin, or an older one
        }
    }

    /// <summary>True when the account may not create documents of a collection, so that trying again is of no use.</summary>
    /// <param name="collection">Our name of the collection.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PayloadException">The call was not done.</exception>
    internal async Task<bool> MayNotCreateAsync(string collection, CancellationToken cancellationToken) =>
        !CollectionAccess.Refused(await ReadAccessAsync(cancellationToken), _names.Slug(collection), "create").IsEmpty;

    /// <summary>Slug of a collection in this CMS.</summary>
    internal string Slug(string collection) => _names.Slug(collection);

    /// <summary>Creates a document with a file. Not repeated: without an answer it may exist or not.</summary>
    /// <param name="collection">Our name of the collection.</param>
    /// <param name="fields">Its fields under our names.</param>
    /// <param name="file">The file's bytes; read to the end, disposed by the call.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="cancellationToken">Ends the call; the document may exist then.</param>
    /// <exception cref="PayloadException">The call was not done.</exception>
    public Task<PayloadDocument> UploadAsync(
        string collection, JsonObject fields, Stream file, string fileName, string mediaType, CancellationToken cancellationToken)
    {
        JsonObject theirs = _names.ToTheirs(collection, fields);
        return WriteAsync(HttpMethod.Post, collection, $"{_names.Slug(collection)}?depth=0", Form, cancellationToken, isUpload: true);

        MultipartFormDataContent Form()
        {
            var part = new StreamContent(file);
            part.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
            return new MultipartFormDataContent { { new StringContent(theirs.ToJsonString()), "_payload" }, { part, "file", fileName } };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<PayloadDocument> WriteAsync(
        HttpMethod method, string collection, string address, Func<HttpContent> content, CancellationToken cancellationToken, bool isUpload = false)
    {
        JsonObject answer = await _http.SendAsync(
            new PayloadCall(method, address, What(method.Method, collection)) { Content = content, IsUpload = isUpload }, cancellationToken);
        return Document(collection, answer["doc"] as JsonObject ?? answer);
    }

    private Func<HttpContent> Json(string collection, JsonObject fields)
    {
        byte[] body = Encoding.UTF8.GetBytes(_names.ToTheirs(collection, fields).ToJsonString());
        return () => new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    private PayloadDocument Document(string collection, JsonObject theirs) => PayloadId.From(theirs["id"]) is { } id
        ? new PayloadDocument(id, _names.ToOurs(collection, theirs))
        : throw new PayloadException(PayloadErrorKind.NoSuchCollection, null, $"A document of {_names.Slug(collection)} came without an id.", []);

    private string What(string method, string collection) => $"{method} {_names.Slug(collection)}";
}
