package cadenza.messaging.application;

/** Takes out of HTML whatever acts, or is fetched from elsewhere when it is shown. */
public interface HarmlessHtml {
  String of(String html);
}
