using Jeugdregio.Gateway;

await using var gateway = GatewayApp.Build(args);
await gateway.RunAsync();
