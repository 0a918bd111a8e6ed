using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Histories;

/// <summary>The compiler asks for what a hop cannot know, and for nothing else.</summary>
public sealed class GapTests
{
    private const string First = """
        namespace Shop;
        [SessionSchema(1)]
        public sealed partial record Order
        {
            [Key(0)] public required string Name { get; init; }
            [Key(1)] public long Total { get; init; }
            [Key(2)] public Level Level { get; init; }
            [Key(3)] public required Customer Customer { get; init; }
            [Key(4)] public List<Payment> Payments { get; init; } = [];
            [Key(5)] public Dictionary<string, Customer> Others { get; init; } = [];
        }
        public enum Level { Low, Odd, High }
        [SessionPart] public sealed partial record Customer([property: Key(0)] string Id, [property: Key(1)] string? Phone);
        [SessionUnion] public abstract partial record Payment
        {
            [Case(0)] public sealed partial record Cash([property: Key(0)] int Amount) : Payment;
            [Case(1)] public sealed partial record Cheque([property: Key(0)] string Bank) : Payment;
        }
        public static class Data
        {
            public static Order One => new()
            {
                Name = "first", Total = 7, Level = Level.Odd, Customer = new("c1", null),
                Payments = [new Payment.Cash(3), new Payment.Cheque("b")],
                Others = new() { ["x"] = new("c2", "555") },
            };
        }
        """;

    private const string Second = """
        namespace Shop;
        [SessionSchema(2)]
        public sealed partial record Order
        {
            [Key(0)] public required string Name { get; init; }
            [Key(1)] public int Total { get; init; }
            [Key(2)] public Level Level { get; init; }
            [Key(3)] public required Customer Customer { get; init; }
            [Key(4)] public List<Payment> Payments { get; init; } = [];
            [Key(5)] public Dictionary<string, Customer> Others { get; init; } = [];
            [Key(6)] public required Guid Ticket { get; init; }
            [Key(7)] public string Note { get; init; } = "none";
            [Key(8)] public List<int> Marks { get; init; } = [];
        }
        public enum Level { Low, High = 2 }
        [SessionPart] public sealed partial record Customer
        {
            [Key(0)] public required string Id { get; init; }
            [Key(1)] public required string Phone { get; init; }
            [Key(2)] public int Visits { get; init; } = 1;
        }
        [SessionUnion] public abstract partial record Payment
        {
            [Case(0)] public sealed partial record Cash : Payment { [Key(0)] public long Amount { get; init; } [Key(1)] public required string Currency { get; init; } }
        }
        static partial class OrderHistory
        {
            public static partial V2.Order Up(V1.Order o) => o.ToV2(
                total: checked((int)o.Total),
                levelOdd: V2.Level.High,
                customerPhone: c => c.Phone ?? "unknown",
                paymentCashCurrency: _ => "EUR",
                paymentCheque: c => new V2.Payment.Cash(0, c.Bank),
                ticket: new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        }
        """;

    private static readonly Releases Shop = Releases.Of(First);

    [Fact]
    public void All_gaps_given_make_the_value_of_the_next_version()
    {
        Releases both = Releases.Of(First, Second);
        Assert.Equal(
            "Order { Name = first, Total = 7, Level = High, Customer = Customer { Id = c1, Phone = unknown, Visits = 1 }, Payments = [Cash { Amount = 3, Currency = EUR }, Cash { Amount = 0, Currency = b }], Others = {x: Customer { Id = c2, Phone = 555, Visits = 1 }}, Ticket = 00000001-0002-0003-0405-060708090a0b, Note = none, Marks = [] }",
            both[1].Read("Order", both[0].Frame("One")));
    }

    [Theory]
    [InlineData("total: checked((int)o.Total),", "total was long and is int")]
    [InlineData("levelOdd: V2.Level.High,", "levelOdd is a value no more")]
    [InlineData("customerPhone: c => c.Phone ?? \"unknown\",", "customerPhone was string? and is string")]
    [InlineData("paymentCashCurrency: _ => \"EUR\",", "paymentCashCurrency is new and required")]
    [InlineData("paymentCheque: c => new V2.Payment.Cash(0, c.Bank),", "paymentCheque is a case no more")]
    [InlineData(",\n        ticket: new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)", "ticket is new and required")]
    public async Task A_gap_left_out_does_not_compile_and_is_named(string argument, string reason)
    {
        string left = Second.Replace(argument, "", StringComparison.Ordinal);
        Assert.Single(Shop.ErrorsOf(left));
        Assert.Equal(
            [$"error FLU1501 o.ToV2: The hop from version 1 of 'Order' to 2 leaves gaps: {reason}; give it as named argument"],
            (await Shop.ReportsOf(left)).Where(report => report.Contains("FLU15", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_compiler_names_a_value_that_is_left_out()
    {
        Releases note = Releases.Of("[SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);");
        string next = "[SessionSchema(2)] public sealed partial record Note([property: Key(0)] string Text, [property: Key(1)] int Size, [property: Key(2)] bool Done); static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(size: n.Text.Length); }";
        Assert.Equal(["CS7036 There is no argument given that corresponds to the required parameter 'done' of 'NoteHistory.ToV2(NoteHistory.V1.Note, int, bool)'"], note.ErrorsOf(next));
    }

    [Fact]
    public async Task A_missing_hop_is_an_error_and_its_gaps_are_listed()
    {
        string none = Second[..Second.IndexOf("static partial class", StringComparison.Ordinal)];
        Assert.Equal(
            [
                "error FLU1501 Order: 'Order' has no hop from version 1 to 2, and it has gaps: total was long and is int; levelOdd is a value no more; ticket is new and required; customerPhone was string? and is string; paymentCheque is a case no more; paymentCashCurrency is new and required; write 'public static partial V2.Order Up(V1.Order s) => s.ToV2(total: …, levelOdd: …, ticket: …, customerPhone: …, paymentCheque: …, paymentCashCurrency: …)' in 'static partial class OrderHistory' of the namespace Shop",
            ],
            (await Shop.ReportsOf(none)).Where(report => report.Contains("FLU15", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_throwing_stub_is_an_error()
    {
        string stub = Second[..Second.IndexOf("=> o.ToV2(", StringComparison.Ordinal)] + "=> throw new NotImplementedException();\n}";
        Assert.Contains(
            "error FLU1506 new NotImplementedException(): The hop from version 1 of 'Order' throws NotImplementedException, so no session of that version would load; write what becomes of the value",
            await Shop.ReportsOf(stub));
    }

    [Fact]
    public async Task Accepts_a_hop_that_gives_all()
    {
        Assert.Empty(Shop.ErrorsOf(Second));
        Assert.DoesNotContain(await Shop.ReportsOf(Second), report => report.Contains("FLU15", StringComparison.Ordinal));
    }
}
