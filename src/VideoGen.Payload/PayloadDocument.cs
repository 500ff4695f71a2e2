using System.Text.Json.Nodes;

namespace VideoGen.Payload;

/// <summary>A document as the CMS answered it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Fields">Everything in it, <c>id</c> included, under our names; relations are ids.</param>
public sealed record PayloadDocument(PayloadId Id, JsonObject Fields);
