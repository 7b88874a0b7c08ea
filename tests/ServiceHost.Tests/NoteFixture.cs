using Jeugdregio.TestSupport;

namespace Jeugdregio.ServiceHost.Tests;

public sealed class NoteFixture() : ServiceFixture<NoteService.Program>("notes");

[CollectionDefinition]
public sealed class NoteCollection : ICollectionFixture<NoteFixture>;
