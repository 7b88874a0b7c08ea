using System.Globalization;

namespace Jeugdregio.Values;

/// <summary>An amount in whole euro cents; negative is owed back. Arithmetic is checked: an overflow throws, never wraps.</summary>
public readonly record struct Money(long Cents) : IComparable<Money>
{
    public static Money Zero => default;

    public static Money operator +(Money a, Money b) => new(checked(a.Cents + b.Cents));

    public static Money operator -(Money a, Money b) => new(checked(a.Cents - b.Cents));

    public static Money operator -(Money a) => new(checked(-a.Cents));

    public static Money operator *(Money a, long times) => new(checked(a.Cents * times));

    public static bool operator <(Money a, Money b) => a.Cents < b.Cents;

    public static bool operator >(Money a, Money b) => a.Cents > b.Cents;

    public static bool operator <=(Money a, Money b) => a.Cents <= b.Cents;

    public static bool operator >=(Money a, Money b) => a.Cents >= b.Cents;

    public static Money Add(Money left, Money right) => left + right;

    public static Money Subtract(Money left, Money right) => left - right;

    public static Money Multiply(Money left, long right) => left * right;

    public static Money Negate(Money item) => -item;

    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    /// <summary>Euros with two decimals and a point, e.g. <c>650.00</c>; for people, never for calculation.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Cents < 0 ? "-" : "")}{Math.Abs((decimal)Cents) / 100m:0.00}");
}
