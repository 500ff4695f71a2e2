using VideoGen.Contract;

namespace VideoGen.Cli.Requests;

/// <summary>What fetching a request from a file or a pipe came to.</summary>
internal abstract record RequestLoading
{
    private RequestLoading() { }

    /// <summary>It is here, unread.</summary>
    public sealed record Loaded(RequestDocument Document) : RequestLoading;

    /// <summary>It could not be fetched.</summary>
    public sealed record Failed(Problem Problem) : RequestLoading;

    /// <summary>Fetches a request.</summary>
    /// <param name="source">A file, or <c>-</c> for stdin.</param>
    /// <param name="environment">Where the call runs.</param>
    /// <param name="maxBytes">Largest request in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<RequestLoading> LoadAsync(string source, CliEnvironment environment, int maxBytes, CancellationToken cancellationToken)
    {
        if (source == "-")
        {
            return await ReadAsync(environment.Input, "stdin", environment.WorkingFolder, maxBytes, cancellationToken);
        }

        if (LocalPath.Read(source, environment.WorkingFolder) is not LocalPath.Found { Path: var path })
        {
            var unusable = (LocalPath.Unusable)LocalPath.Read(source, environment.WorkingFolder);
            return Unreadable($"{source} is {unusable.Reason}.", unusable.Remedy);
        }

        try
        {
            if (Directory.Exists(path))
            {
                return Unreadable($"{path} is a folder.", "Give the JSON file of the request, or - for stdin.");
            }

            // A pipe is opened once somebody writes to it; whoever does not want to wait that long presses Ctrl-C.
            await using FileStream file = await Task.Run(() => File.OpenRead(path), cancellationToken).WaitAsync(cancellationToken);
            return await ReadAsync(file, path, Path.GetDirectoryName(path)!, maxBytes, cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable($"There is no file {path}.", "Give the JSON file of the request, or - for stdin.");
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return Unreadable($"{path} cannot be read: {denied.Message}", "Give this user the right to read it.");
        }
    }

    private static async Task<RequestLoading> ReadAsync(
        Stream stream, string name, string folder, int maxBytes, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        byte[] block = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(block, cancellationToken).AsTask().WaitAsync(cancellationToken)) > 0)
        {
            if (text.Length + read > maxBytes)
            {
                return new Failed(new Problem(
                    "request_too_large", "", $"{name} is larger than {maxBytes} bytes.",
                    "Send pictures as image_url instead of image_base64, or raise max_request_bytes."));
            }

            text.Write(block, 0, read);
        }

        return new Loaded(new RequestDocument(text.ToArray(), folder));
    }

    private static Failed Unreadable(string message, string remedy) => new(new Problem("request_unreadable", "", message, remedy));
}
