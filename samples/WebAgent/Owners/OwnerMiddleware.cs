namespace WebAgent;

/// <summary>Gives every request its owner.</summary>
internal static class OwnerMiddleware
{
    public static void UseOwner(this WebApplication app) => app.Use((context, next) =>
    {
        context.Features.Set(Owner.Of(context));
        return next(context);
    });
}
