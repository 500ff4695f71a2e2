using System.Security.Cryptography;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Errors;
using VideoGen.FalSimulation.Models;

namespace VideoGen.FalSimulation.Pictures;

/// <summary>Fetches the pictures an input names, as a runner would, and refuses what a runner would refuse. Thread-safe.</summary>
internal sealed class PictureReader(HttpClient http, TimeProvider time, string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The pictures of all image fields in the order of the input, or the first refusal.</summary>
    public async Task<(IReadOnlyList<InputPicture> Pictures, ModelError? Refusal)> ReadAsync(
        SimulatedModel model, JsonObject input, CancellationToken cancellationToken)
    {
        List<InputPicture> pictures = [];
        foreach ((string name, string address) in Addresses(model, input))
        {
            (InputPicture? picture, ModelError? refusal) = await ReadAsync(model, name, address, cancellationToken);
            if (refusal is not null)
            {
                return (pictures, refusal);
            }

            pictures.Add(picture!);
        }

        return (pictures, null);
    }

    private static IEnumerable<(string Name, string Address)> Addresses(SimulatedModel model, JsonObject input)
    {
        // First frames before last frames, whatever the order of the JSON: the clip runs from one to the other.
        foreach ((string name, ModelField field) in model.Fields.OrderBy(static pair => IsLast(pair.Key)).ThenBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            switch (field.Kind, input[name])
            {
                case (FieldKind.Image, JsonValue value):
                    yield return (name, value.GetValue<string>());
                    break;
                case (FieldKind.ImageList, JsonArray list):
                    foreach (JsonNode? item in list)
                    {
                        yield return (name, item!.GetValue<string>());
                    }

                    break;
            }
        }
    }

    private static bool IsLast(string name) =>
        name.StartsWith("end_", StringComparison.Ordinal) || name.StartsWith("tail_", StringComparison.Ordinal) || name.StartsWith("last_", StringComparison.Ordinal);

    private static ModelError Error(string type, string message, string field, string address, JsonObject? context = null) =>
        new(type, message, ["body", field]) { Context = context, Input = address.Length > 200 ? address[..200] : address };

    private async Task<(InputPicture? Picture, ModelError? Refusal)> ReadAsync(
        SimulatedModel model, string field, string address, CancellationToken cancellationToken)
    {
        byte[]? bytes = address.StartsWith("data:", StringComparison.Ordinal)
            ? Decode(address)
            : await FetchAsync(address, model.Pictures.MaxBytes, cancellationToken);
        if (bytes is null)
        {
            return (null, address.StartsWith("data:", StringComparison.Ordinal)
                ? Error("image_load_error", "Failed to load the image. The data URI cannot be decoded.", field, address)
                : Error("file_download_error", "Failed to download the file. Check that the address is public.", field, address));
        }

        ModelPictures limits = model.Pictures;
        if (bytes.LongLength > limits.MaxBytes)
        {
            return (null, Error("file_too_large", "File too large", field, address, new JsonObject { ["max_size"] = limits.MaxBytes }));
        }

        if (PictureHeader.Read(bytes) is not { } header)
        {
            return (null, Error("image_load_error", "Failed to load the image. Ensure the file is a valid image.", field, address));
        }

        if (header.Width < limits.MinSide || header.Height < limits.MinSide)
        {
            var context = new JsonObject { ["min_height"] = limits.MinSide, ["min_width"] = limits.MinSide };
            return (null, Error("image_too_small", "Image too small", field, address, context));
        }

        if (header.Width > limits.MaxSide || header.Height > limits.MaxSide)
        {
            var context = new JsonObject { ["max_height"] = limits.MaxSide, ["max_width"] = limits.MaxSide };
            return (null, Error("image_too_large", "Image too large", field, address, context));
        }

        double ratio = (double)header.Width / header.Height;
        if (ratio < limits.MinRatio || ratio > limits.MaxRatio)
        {
            return (null, Error("value_error", $"The aspect ratio of the image must lie between {limits.MinRatio} and {limits.MaxRatio}", field, address));
        }

        return (await KeepAsync(bytes, header, cancellationToken), null);
    }

    private async Task<InputPicture> KeepAsync(byte[] bytes, PictureHeader header, CancellationToken cancellationToken)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        string path = Path.Combine(folder, $"in-{hash[..24]}.{header.Format}");
        if (!File.Exists(path))
        {
            string draft = path + "." + Path.GetRandomFileName();
            await File.WriteAllBytesAsync(draft, bytes, cancellationToken);
            File.Move(draft, path, overwrite: true);
        }

        return new InputPicture(path, hash, header);
    }

    /// <summary>The bytes of a data address in base64; <see langword="null"/> when it is none.</summary>
    public static byte[]? Decode(string address)
    {
        int comma = address.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !address.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        byte[] bytes = new byte[address.Length - comma];
        return Convert.TryFromBase64Chars(address.AsSpan(comma + 1), bytes, out int count) ? bytes[..count] : null;
    }

    private async Task<byte[]?> FetchAsync(string address, long most, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            return null;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            await using Stream body = await response.Content.ReadAsStreamAsync(either.Token);
            using var bytes = new MemoryStream();
            byte[] piece = new byte[81_920];
            int count;
            while (bytes.Length <= most && (count = await body.ReadAsync(piece, either.Token)) > 0)
            {
                bytes.Write(piece, 0, count);
            }

            return bytes.ToArray();
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
