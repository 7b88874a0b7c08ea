namespace Jeugdregio.Referrals.Clients;

/// <summary>Who a client is, as a provider reported it. Its text form says nothing, because a text form ends up in logs.</summary>
/// <param name="Bsn">Nine digits.</param>
/// <param name="BirthDate">As far as known.</param>
/// <param name="BirthDateUse">COD170: what of it is not known.</param>
/// <param name="Gender">0 unknown, 1 male, 2 female.</param>
/// <param name="FamilyName">1 to 200 characters.</param>
/// <param name="FamilyNamePrefix">What precedes it.</param>
/// <param name="GivenNames">All of them.</param>
/// <param name="Initials">1 to 6 letters.</param>
internal sealed record Client(
    string Bsn, DateOnly BirthDate, string? BirthDateUse, string Gender, string FamilyName, string? FamilyNamePrefix, string? GivenNames,
    string? Initials)
{
    public override string ToString() => nameof(Client);
}
