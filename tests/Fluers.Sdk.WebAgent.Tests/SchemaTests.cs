using Fluers.Sdk.Testing;
using WebAgent;

namespace Fluers.Sdk.WebAgent.Tests;

/// <summary>The envelope of the sample's sessions.</summary>
public sealed class ShopSessionTests() : SchemaLaws(SchemaSamples.OfEnvelope<ShopSession>(
    "samples/WebAgent",
    new ShopSession { Refunds = [new Refund("R-1042-1", "A-1042", 39.90m, "arrived broken"), new Refund("R-1042-2", "A-1042", 0.01m, "")] },
    new ShopSession()));
