using Jeugdregio.Region;
using Jeugdregio.ServiceHost;
using Jeugdregio.Tendering.Bids;
using Jeugdregio.Tendering.Lots;
using Jeugdregio.Tendering.Objections;
using Jeugdregio.Tendering.Questions;
using Jeugdregio.Tendering.Tenders;
using Jeugdregio.Tendering.Wire.V1;

var app = ServiceApp.Create(args, "tendering", typeof(Program).Assembly)
    .Publishes<LotAwarded>("contracting", "monitoring")
    .Map(routes => routes.MapTenders())
    .Map(routes => routes.MapQuestions())
    .Map(routes => routes.MapLots())
    .Map(routes => routes.MapBids())
    .Map(routes => routes.MapObjections());

app.Services.AddSingleton(RegionFile.Load(app.Configuration["Region:File"]));
app.Services.AddScoped<TenderStore>().AddScoped<LotStore>().AddScoped<QuestionStore>().AddScoped<BidStore>().AddScoped<ObjectionStore>();

return await app.Run();

/// <summary>The tendering service; tests start it by this type.</summary>
public partial class Program;
