using System.Collections.Immutable;

namespace VideoGen.Payload;

/// <summary>A call that the CMS did not do. The message says what, why and (where that is known) the way out; it never holds the key.</summary>
/// <param name="kind">What it means.</param>
/// <param name="status">HTTP status; null when no answer came.</param>
/// <param name="message">One or two sentences for people.</param>
/// <param name="fields">The rules that a document breaks; empty otherwise.</param>
public sealed class PayloadException(PayloadErrorKind kind, int? status, string message, ImmutableArray<PayloadFieldError> fields)
    : Exception(message)
{
    /// <summary>What it means.</summary>
    public PayloadErrorKind Kind { get; } = kind;

    /// <summary>HTTP status; null when no answer came.</summary>
    public int? Status { get; } = status;

    /// <summary>The rules that the document breaks.</summary>
    public ImmutableArray<PayloadFieldError> Fields { get; } = fields;

    /// <summary>True when the document breaks a rule of this field: with a unique field mostly that another document has its value.</summary>
    /// <param name="path">The field's name in the CMS.</param>
    public bool Concerns(string path) => Kind is PayloadErrorKind.Invalid && Fields.Any(f => f.Path == path);
}
