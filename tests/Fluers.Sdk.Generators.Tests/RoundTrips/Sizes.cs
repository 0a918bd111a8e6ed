using MessagePack;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>Members in number: none, one, and around each border of an array's header.</summary>
[SessionSchema(1), MessagePackObject]
public sealed partial record Sizes(
    [property: Key(0)] Size0 None, [property: Key(1)] Size1 One, [property: Key(2)] Size15 Fifteen, [property: Key(3)] Size16 Sixteen, [property: Key(4)] Size33 ThirtyThree,
    [property: Key(5)] Size65 SixtyFive, [property: Key(6)] Sparse Sparse);

[SessionPart, MessagePackObject]
public sealed partial record Size0;

[SessionPart, MessagePackObject]
public readonly partial record struct Size1([property: Key(0)] int M0);

[SessionPart, MessagePackObject]
public sealed partial record Size15(
    [property: Key(0)] int M0, [property: Key(1)] int M1, [property: Key(2)] int M2, [property: Key(3)] int M3, [property: Key(4)] int M4,
    [property: Key(5)] int M5, [property: Key(6)] int M6, [property: Key(7)] int M7, [property: Key(8)] int M8, [property: Key(9)] int M9,
    [property: Key(10)] int M10, [property: Key(11)] int M11, [property: Key(12)] int M12, [property: Key(13)] int M13, [property: Key(14)] int M14);

[SessionPart, MessagePackObject]
public sealed partial record Size16(
    [property: Key(0)] int M0, [property: Key(1)] int M1, [property: Key(2)] int M2, [property: Key(3)] int M3, [property: Key(4)] int M4,
    [property: Key(5)] int M5, [property: Key(6)] int M6, [property: Key(7)] int M7, [property: Key(8)] int M8, [property: Key(9)] int M9,
    [property: Key(10)] int M10, [property: Key(11)] int M11, [property: Key(12)] int M12, [property: Key(13)] int M13, [property: Key(14)] int M14,
    [property: Key(15)] int M15);

[SessionPart, MessagePackObject]
public sealed partial record Size33(
    [property: Key(0)] int M0, [property: Key(1)] int M1, [property: Key(2)] int M2, [property: Key(3)] int M3, [property: Key(4)] int M4,
    [property: Key(5)] int M5, [property: Key(6)] int M6, [property: Key(7)] int M7, [property: Key(8)] int M8, [property: Key(9)] int M9,
    [property: Key(10)] int M10, [property: Key(11)] int M11, [property: Key(12)] int M12, [property: Key(13)] int M13, [property: Key(14)] int M14,
    [property: Key(15)] int M15, [property: Key(16)] int M16, [property: Key(17)] int M17, [property: Key(18)] int M18, [property: Key(19)] int M19,
    [property: Key(20)] int M20, [property: Key(21)] int M21, [property: Key(22)] int M22, [property: Key(23)] int M23, [property: Key(24)] int M24,
    [property: Key(25)] int M25, [property: Key(26)] int M26, [property: Key(27)] int M27, [property: Key(28)] int M28, [property: Key(29)] int M29,
    [property: Key(30)] int M30, [property: Key(31)] int M31, [property: Key(32)] int M32);

[SessionPart, MessagePackObject]
public sealed partial record Size65(
    [property: Key(0)] int M0, [property: Key(1)] int M1, [property: Key(2)] int M2, [property: Key(3)] int M3, [property: Key(4)] int M4,
    [property: Key(5)] int M5, [property: Key(6)] int M6, [property: Key(7)] int M7, [property: Key(8)] int M8, [property: Key(9)] int M9,
    [property: Key(10)] int M10, [property: Key(11)] int M11, [property: Key(12)] int M12, [property: Key(13)] int M13, [property: Key(14)] int M14,
    [property: Key(15)] int M15, [property: Key(16)] int M16, [property: Key(17)] int M17, [property: Key(18)] int M18, [property: Key(19)] int M19,
    [property: Key(20)] int M20, [property: Key(21)] int M21, [property: Key(22)] int M22, [property: Key(23)] int M23, [property: Key(24)] int M24,
    [property: Key(25)] int M25, [property: Key(26)] int M26, [property: Key(27)] int M27, [property: Key(28)] int M28, [property: Key(29)] int M29,
    [property: Key(30)] int M30, [property: Key(31)] int M31, [property: Key(32)] int M32, [property: Key(33)] int M33, [property: Key(34)] int M34,
    [property: Key(35)] int M35, [property: Key(36)] int M36, [property: Key(37)] int M37, [property: Key(38)] int M38, [property: Key(39)] int M39,
    [property: Key(40)] int M40, [property: Key(41)] int M41, [property: Key(42)] int M42, [property: Key(43)] int M43, [property: Key(44)] int M44,
    [property: Key(45)] int M45, [property: Key(46)] int M46, [property: Key(47)] int M47, [property: Key(48)] int M48, [property: Key(49)] int M49,
    [property: Key(50)] int M50, [property: Key(51)] int M51, [property: Key(52)] int M52, [property: Key(53)] int M53, [property: Key(54)] int M54,
    [property: Key(55)] int M55, [property: Key(56)] int M56, [property: Key(57)] int M57, [property: Key(58)] int M58, [property: Key(59)] int M59,
    [property: Key(60)] int M60, [property: Key(61)] int M61, [property: Key(62)] int M62, [property: Key(63)] int M63, [property: Key(64)] int M64);

/// <summary>Keys far apart.</summary>
#pragma warning disable FLU1103   // on purpose
[SessionPart, MessagePackObject]
public sealed partial record Sparse([property: Key(3)] int Third, [property: Key(5)] string? Fifth, [property: Key(40)] int Fortieth, [property: Key(70_000 / 1000)] int Last);
