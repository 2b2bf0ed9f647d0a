package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UserAgentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PERSON | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36",
        "PERSON | Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        "PERSON | Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
        "PERSON | YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
        "PERSON | Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
        "PERSON | Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "PREFETCH | Mozilla/5.0",
        "PREFETCH | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0",
        "SCANNER | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Gmail-content-sampling",
        "SCANNER | Barracuda Sentinel (EE)",
        "SCANNER | Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36",
        "SCANNER | Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "SCANNER | Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "SCANNER | curl/8.5.0",
        "SCANNER | Python-urllib/3.12",
      })
  void a_name_tells_machines_that_do_not_hide(SeenAs seenAs, String agent) {
    assertThat(UserAgents.judge(agent)).isEqualTo(seenAs);
  }

  @Test
  void whoever_says_no_name_is_no_browser() {
    assertThat(UserAgents.judge(null)).isEqualTo(SeenAs.SCANNER);
    assertThat(UserAgents.judge(" ")).isEqualTo(SeenAs.SCANNER);
    assertThat(UserAgents.judge("x".repeat(1_000_000))).isEqualTo(SeenAs.PERSON);
  }
}
