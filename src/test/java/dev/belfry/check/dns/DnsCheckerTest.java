package dev.belfry.check.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Checker;
import dev.belfry.check.Look;
import dev.belfry.check.PortContract;
import dev.belfry.check.TargetViolation;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.WireKit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsCheckerTest extends PortContract<DnsTarget> {
  private static NameServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        new NameServer(
            """
            @ 60 IN SOA ns.example.test. admin.example.test. 7 1 1 1 1
            @ 60 IN NS ns.example.test.
            www 60 IN A 192.0.2.1
            www 60 IN A 192.0.2.2
            www 60 IN AAAA 2001:db8::1
            alias 60 IN CNAME www.example.test.
            @ 60 IN MX 10 Mail.example.test.
            @ 60 IN TXT "v=spf1 " "-all"
            _sip._tcp 60 IN SRV 1 2 5060 sip.example.test.
            @ 60 IN CAA 0 issue "ca.example"
            big 60 IN TXT "%s"
            """
                .formatted("x".repeat(200)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected Checker<DnsTarget> checker(Parts parts) {
    return new DnsChecker(parts.wire().dialer, parts.errands(), parts.hosts());
  }

  @Override
  protected DnsTarget at(String host, int port) {
    return new DnsTarget("www.example.test", null, host, port, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "www, A, '192.0.2.1, 192.0.2.2'",
    "www, AAAA, '2001:db8:0:0:0:0:0:1'",
    "alias, CNAME, www.example.test",
    "'', MX, 10 mail.example.test",
    "'', NS, ns.example.test",
    "'', TXT, v=spf1 -all",
    "_sip._tcp, SRV, 1 2 5060 sip.example.test",
    "'', CAA, '0 issue \"ca.example\"'",
    "'', SOA, ns.example.test admin.example.test 7 1 1 1 1"
  })
  void readsRecordsOfEveryType(String label, String type, String values) throws Exception {
    Look look = look(ask(label, type, null, false, false));
    assertEquals(Verdict.UP, look.verdict(), look.message());
    assertEquals(values, look.message());
  }

  @Test
  void wantsWhatIsExpected() throws Exception {
    assertEquals("ok", look(ask("www", "A", List.of("192.0.2.2"), false, false)).code());
    assertEquals(
        "unexpected_records", look(ask("www", "A", List.of("192.0.2.2"), true, false)).code());
    assertEquals(
        "missing: 192.0.2.9; found: 192.0.2.1, 192.0.2.2",
        look(ask("www", "A", List.of("192.0.2.9"), false, false)).message());
    assertEquals("ok", look(ask("", "MX", List.of("10 MAIL.example.test."), true, false)).code());
  }

  @Test
  void saysWhyThereIsNoAnswer() throws Exception {
    assertEquals("name_does_not_exist", look(ask("nothing", "A", null, false, false)).code());
    assertEquals("no_records", look(ask("www", "MX", null, false, false)).code());
    assertEquals("server_failure", look(ask("servfail", "A", null, false, false)).code());
    assertEquals("refused", look(ask("refused", "A", null, false, false)).code());
  }

  @Test
  void anAnswerThatWasCutOffIsAskedForOverTcp() throws Exception {
    int before = server.overTcp();
    Look look = look(ask("big", "TXT", null, false, false));
    assertEquals(Verdict.UP, look.verdict(), look.message());
    assertEquals(before + 1, server.overTcp());
  }

  @Test
  void anAnswerWithoutItsFlagIsNotAuthenticated() throws Exception {
    assertEquals("not_authenticated", look(ask("www", "A", null, false, true)).code());
    assertEquals("ok", look(ask("alias", "CNAME", null, false, true)).code());
  }

  @Test
  void aForgedAnswerIsPassedOver() throws Exception {
    Look look = look(ask("forged", "A", null, false, false));
    assertEquals("name_does_not_exist", look.code());
  }

  @Test
  void namesAllThatIsWrongWithATarget() {
    assertEquals(
        Set.of("/record_name", "/server", "/exactly"),
        checker(Parts.of(WireKit.onLoopback()))
            .examine(new DnsTarget("a b", "A", "http://x", 53, null, true, null))
            .stream()
            .map(TargetViolation::pointer)
            .collect(Collectors.toSet()));
  }

  @Test
  void whatAServerSaysIsShownAsPlainText() throws Exception {
    Look look = look(ask("control", "TXT", null, false, false));
    assertTrue(look.message().chars().allMatch(c -> c >= 0x20 && c < 0x7f), look.message());
  }

  private static DnsTarget ask(
      String label, String type, @Nullable List<String> expect, boolean exactly, boolean dnssec) {
    return new DnsTarget(
        label.isEmpty() ? "example.test" : label + ".example.test",
        type,
        "127.0.0.1",
        server.port(),
        expect,
        exactly,
        dnssec);
  }
}
