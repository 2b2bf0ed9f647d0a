package cadenza.journeys;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

/** Somebody of whom everything is known that any format tells. */
final class Prospect {
  static final String LINKEDIN = "https://www.linkedin.com/in/avery-chen";

  private Prospect() {}

  static JsonObjectBuilder of(String address) {
    return Json.createObjectBuilder()
        .add("full_name", "Avery Chen")
        .add("first_name", "Avery")
        .add("last_name", "Chen")
        .add("title", "Design lead")
        .add("company", "Example")
        .add("domain", "example.com")
        .add("company_size", "51-200 employees")
        .add("industry", "Software")
        .add("city", "San Francisco")
        .add("state", "California")
        .add("country", "United States")
        .add("zone", "America/Los_Angeles")
        .add("notes", "Asked for the proposal")
        .add("emails", list(Json.createObjectBuilder().add("address", address)))
        .add("phones", list(Json.createObjectBuilder().add("number", "+14155550100")))
        .add(
            "profiles",
            Json.createArrayBuilder()
                .add(profile("linkedin", LINKEDIN))
                .add(profile("sales_navigator", "https://www.linkedin.com/sales/people/avery"))
                .add(profile("linkedin_recruiter", "https://www.linkedin.com/recruiter/avery"))
                .add(profile("x", "https://x.com/averychen"))
                .add(profile("website", "https://avery.example")));
  }

  private static JsonArrayBuilder list(JsonObjectBuilder one) {
    return Json.createArrayBuilder().add(one);
  }

  private static JsonObjectBuilder profile(String type, String url) {
    return Json.createObjectBuilder().add("type", type).add("url", url);
  }
}
