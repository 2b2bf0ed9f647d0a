package cadenza.kernel.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.OutsideHosts.AddressRefused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VettedHostsTest {
  static final String MESSAGE = "The host does not resolve to an address that may be connected to.";

  static final Map<String, String[]> NAMES =
      Map.of(
          "public.example",
              new String[] {"93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"},
          "inside.example", new String[] {"10.0.0.7"},
          "mixed.example", new String[] {"93.184.215.14", "127.0.0.1"},
          "localhost", new String[] {"127.0.0.1", "::1"});

  final VettedHosts closed = hosts("");
  final VettedHosts opened = hosts("127.0.0.0/8, ::1/128");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.168.255.255",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.1",
        "192.0.0.255",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255"
      })
  void an_internal_ipv4_address_is_refused(String address) {
    assertRefused(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "feff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fdff::1",
        "ff00::1",
        "ff02::1",
        "2001:db8::1",
        "3fff::1",
        "3fff:fff::1",
        "100::1",
        "2002::1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "5f00::1",
        "2001::1",
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "::808:808",
        "::ffff:0:127.0.0.1",
        "::ffff:0:808:808",
        "2606:4700::5efe:7f00:1",
        "2606:4700::200:5efe:808:808",
        "fe80::5efe:a00:1",
        "4000::1",
        "a000::1"
      })
  void an_internal_ipv6_address_is_refused(String address) {
    assertRefused(address);
    assertRefused("[" + address + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.0.1.1",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "[::ffff:808:808]",
        "2606:4700:4700::1111",
        "[2a00:1450:4001:81c::200e]"
      })
  void a_public_address_is_accepted(String address) {
    assertThat(closed.vet(address)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0177.0.0.1",
        "0x7f.1",
        "0x7f000001",
        "127.1",
        "127.0.1",
        "localhost.",
        "LOCALHOST",
        "public.example.",
        "public.example..",
        ".public.example",
        "127.0.0.1.",
        "127\u30020\u30020\u30021",
        "localhost\uff0e",
        "\uff0e",
        "public.example%00",
        "public.example\u0000",
        "fe80::1%eth0",
        "[fe80::1%25lo]",
        "user@127.0.0.1",
        "[::1",
        "::1]",
        "",
        " ",
        "8.8.8.8 ",
        "08.8.8.8",
        "256.1.1.1",
        "1.2.3.4.5",
        "8.8.8",
        "public.example:80",
        "public.example/",
        "\u2460\u2461\u2466.0.0.1",
        "public..example",
        "-public.example"
      })
  void an_odd_spelling_is_refused(String host) {
    assertRefused(host);
  }

  @Test
  void a_name_is_accepted_with_all_its_addresses() {
    assertThat(closed.vet("public.example")).hasSize(2);
  }

  @Test
  void a_name_that_answers_with_an_internal_address_is_refused() {
    assertRefused("inside.example");
  }

  @Test
  void a_mixed_answer_is_refused_whole() {
    assertRefused("mixed.example");
  }

  @Test
  void an_unknown_name_is_refused_with_the_same_words() {
    assertRefused("nowhere.example");
  }

  @Test
  void an_operator_opens_ranges_and_nothing_else() {
    assertThat(opened.vet("localhost")).hasSize(2);
    assertThat(opened.vet("127.0.0.1")).hasSize(1);
    assertThat(opened.vet("::ffff:127.0.0.1")).hasSize(1);
    assertThatThrownBy(() -> opened.vet("10.0.0.1")).isInstanceOf(AddressRefused.class);
    assertThatThrownBy(() -> opened.vet("2130706433")).isInstanceOf(AddressRefused.class);
  }

  @Test
  void plain_text_is_allowed_only_where_a_range_was_opened() {
    assertThat(closed.plainAllowed()).isFalse();
    assertThat(opened.plainAllowed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"loopback", "10.0.0.0/33", "10.0.0/8", "::/129"})
  void a_range_that_is_none_stops_the_start(String range) {
    assertThatThrownBy(() -> hosts(range)).isInstanceOf(IllegalArgumentException.class);
  }

  private void assertRefused(String host) {
    assertThatThrownBy(() -> closed.vet(host))
        .isInstanceOf(AddressRefused.class)
        .hasMessage(MESSAGE);
  }

  private static VettedHosts hosts(String allowed) {
    var hosts = new VettedHosts();
    hosts.allowedCidrs = Optional.of(allowed);
    hosts.resolver = VettedHostsTest::answer;
    hosts.readAllowedRanges();
    return hosts;
  }

  private static InetAddress[] answer(String name) throws UnknownHostException {
    var answers = NAMES.get(name);
    if (answers == null) {
      throw new UnknownHostException(name);
    }
    var addresses = new InetAddress[answers.length];
    for (int i = 0; i < answers.length; i++) {
      addresses[i] = InetAddress.getByName(answers[i]);
    }
    return addresses;
  }
}
