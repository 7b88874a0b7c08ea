using Jeugdregio.DevIdentity;

try
{
    await using var issuer = IssuerApp.Build(args);
    await issuer.RunAsync();
    return 0;
}
catch (IssuerRefusesException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
