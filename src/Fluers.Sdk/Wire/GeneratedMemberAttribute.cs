using System.ComponentModel;
using MessagePack;

namespace Fluers.Sdk.Wire;

/// <summary>
/// Marks a member that is generated beside the stored ones, so that MessagePack-CSharp leaves it out. Generated code uses it.
/// </summary>
/// <remarks>
/// MessagePack's analyzer takes <see cref="IgnoreMemberAttribute"/> itself on a private member for a sign that private members are stored, and
/// asks for <c>AllowPrivate</c> where a type has <c>[MessagePackObject]</c> too.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Property)]
public sealed class GeneratedMemberAttribute : IgnoreMemberAttribute;
