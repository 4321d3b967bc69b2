package dev.belfry.check.ssl;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Whether a certificate is for a name (RFC 9525): by its subject alternative names only, a wildcard
 * stands for one whole label on the left.
 */
final class CertificateNames {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private CertificateNames() {}

  static boolean contain(X509Certificate certificate, String name) {
    boolean address = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
    return of(certificate, address ? IP_ADDRESS : DNS_NAME).stream()
        .anyMatch(known -> address ? sameAddress(known, name) : matches(known, name));
  }

  static boolean matches(String known, String name) {
    String pattern = plain(known);
    String wanted = plain(name);
    if (!pattern.startsWith("*.")) {
      return pattern.equals(wanted);
    }
    int dot = wanted.indexOf('.');
    // Not for a whole top level.
    return dot > 0
        && pattern.indexOf('.', 2) > 0
        && pattern.substring(1).equals(wanted.substring(dot));
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static boolean sameAddress(String known, String name) {
    try {
      return Arrays.equals(
          InetAddress.ofLiteral(known).getAddress(), InetAddress.ofLiteral(name).getAddress());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> of(X509Certificate certificate, int kind) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> name : all) {
          if (name.get(0) instanceof Integer type && type == kind) {
            names.add(String.valueOf(name.get(1)));
          }
        }
      }
    } catch (CertificateParsingException e) {
      return List.of();
    }
    return names;
  }
}
