package dev.belfry.check;

import dev.belfry.platform.wire.tls.BadPem;
import dev.belfry.platform.wire.tls.ClientIdentity;
import dev.belfry.platform.wire.tls.PemCertificates;
import dev.belfry.platform.wire.tls.PemKey;
import dev.belfry.platform.wire.tls.TlsTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of targets that say how TLS is spoken: {@code client_certificate} and {@code
 * ca_certificates}.
 *
 * @param verify whether the server's certificate is verified
 * @param authorities PEM, trusted besides those that all trust
 */
public record TlsFields(
    boolean verify, @Nullable ClientCertificate client, @Nullable String authorities) {
  public static final int LONGEST_AUTHORITIES = 16_384;
  private static final String AT = "/client_certificate";

  /**
   * What is wrong with them, at the root of a target.
   *
   * @param secured whether TLS is spoken at all
   */
  public List<TargetViolation> examine(boolean secured, Instant now) {
    List<TargetViolation> found = new ArrayList<>();
    if (client != null) {
      client(client, secured, now, found);
    }
    if (authorities != null) {
      try {
        PemCertificates.authorities(authorities);
      } catch (BadPem e) {
        found.add(violation(e));
      }
      if (!secured || !verify) {
        found.add(
            new TargetViolation(
                "/ca_certificates",
                "not_allowed",
                "is for TLS whose certificates are verified, which this does not do"));
      }
    }
    return found;
  }

  private static void client(
      ClientCertificate client, boolean secured, Instant now, List<TargetViolation> found) {
    if (!secured) {
      found.add(new TargetViolation(AT, "not_allowed", "is for TLS, which is not spoken here"));
    }
    if (client.certificate() == null || client.privateKey() == null) {
      return;
    }
    boolean certificate = client.certificate().equals(Target.MASK);
    boolean key = client.privateKey().equals(Target.MASK);
    if (certificate != key || (key && client.passphrase() != null)) {
      found.add(
          new TargetViolation(
              AT + (certificate ? "/certificate" : "/private_key"),
              "masked",
              "is masked; the certificate and all of its key are sent together"));
    } else if (!key) {
      try {
        opens(client);
        ClientIdentity.of(client.certificate(), client.privateKey()).requireValid(now);
      } catch (BadPem e) {
        found.add(violation(e));
      }
    }
  }

  /** One that was opened has no passphrase any more. */
  private static void opens(ClientCertificate client) throws BadPem {
    String passphrase = client.passphrase();
    if (passphrase != null && PemKey.isEncrypted(client.privateKey())) {
      PemKey.opened(client.privateKey(), passphrase);
    }
  }

  private static TargetViolation violation(BadPem problem) {
    String pointer =
        switch (problem.part()) {
          case CERTIFICATE -> AT + "/certificate";
          case PRIVATE_KEY -> AT + "/private_key";
          case PASSPHRASE -> AT + "/passphrase";
          case AUTHORITIES -> "/ca_certificates";
        };
    return new TargetViolation(pointer, problem.code(), problem.getMessage());
  }

  /**
   * For looking.
   *
   * @throws IllegalArgumentException for what was stored under rules that were wider than today's
   */
  public TlsTerms terms() {
    if (client == null && authorities == null) {
      return TlsTerms.of(verify);
    }
    try {
      return new TlsTerms(
          verify,
          client == null ? null : ClientIdentity.of(client.certificate(), client.privateKey()),
          authorities == null ? List.of() : PemCertificates.authorities(authorities));
    } catch (BadPem e) {
      throw new IllegalArgumentException("the stored certificates cannot be read", e);
    }
  }

  /** JSON pointers of what is secret of a client's certificate at the root of a target. */
  public static Stream<String> secretPointers(@Nullable ClientCertificate client) {
    List<String> pointers = new ArrayList<>();
    if (client != null) {
      pointers.add(AT + "/certificate");
      pointers.add(AT + "/private_key");
      if (client.passphrase() != null) {
        pointers.add(AT + "/passphrase");
      }
    }
    return pointers.stream();
  }

  @Override
  public String toString() {
    return "TlsFields";
  }
}
