using System.Net;

namespace Fluers.Sdk.Testing;

/// <summary>A strict provider has refused a request with status 400, as the API does.</summary>
public sealed class ModelRefusedException : HttpRequestException
{
    /// <summary>Creates the error.</summary>
    /// <param name="refusal">Why the request was refused.</param>
    public ModelRefusedException(ModelRefusal refusal)
        : base($"400 (Bad Request): {refusal}", inner: null, HttpStatusCode.BadRequest) => Refusal = refusal;

    /// <summary>Why the request was refused.</summary>
    public ModelRefusal Refusal { get; }
}
