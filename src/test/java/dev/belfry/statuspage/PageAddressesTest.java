package dev.belfry.statuspage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** By which hosts settings say that Belfry itself is called. */
class PageAddressesTest {
  private record Settings(Optional<String> publicUrl, Optional<List<String>> reservedDomains)
      implements StatusPageConfig {
    @Override
    public Duration keep() {
      return Duration.ZERO;
    }

    @Override
    public boolean domainProof() {
      return true;
    }

    @Override
    public Optional<String> domainResolver() {
      return Optional.empty();
    }
  }

  @Test
  void allThatSettingsSay() {
    PageAddresses addresses =
        new PageAddresses(
            new Settings(
                Optional.of("https://Status.example.org/x"),
                Optional.of(List.of("Inner.example.org", " spaced.example.org"))),
            Optional.of("https://mail.example.org:8443/base/"),
            Optional.of("https://ping.example.org"),
            Optional.of("https://sso.example.org"));
    for (String one : List.of("status", "inner", "spaced", "mail", "ping", "sso")) {
      assertTrue(addresses.isOurs(one + ".example.org"), one);
    }
    assertFalse(addresses.isOurs("other.example.org"));
    assertFalse(addresses.isOurs("example.org"));
  }

  @Test
  void whatIsNoUrlIsLeftToWhoeverNeedsIt() {
    PageAddresses addresses =
        new PageAddresses(
            new Settings(Optional.empty(), Optional.empty()),
            Optional.of("not a url"),
            Optional.of("mailto:x"),
            Optional.empty());
    assertFalse(addresses.isOurs("mail.example.org"));
    assertEquals(false, addresses.isOurs("x"));
  }
}
