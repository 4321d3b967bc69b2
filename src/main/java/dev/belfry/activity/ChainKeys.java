package dev.belfry.activity;

import dev.belfry.platform.seal.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the log book, derived from the sealing key, which no database holds: one by which
 * Belfry knows the rows that it wrote itself, one for the chain (both HMAC-SHA-256), and an Ed25519
 * pair (RFC 8032) whose signatures of heads anybody can check. What is written now is written by
 * those of the newest sealing key; those of keys of before vouch for what they wrote.
 */
@ApplicationScoped
class ChainKeys {
  private static final String HMAC = "HmacSHA256";

  /** The newest first. */
  private final List<OfOne> all;

  ChainKeys(Sealer sealer) {
    List<Sealer.Derived> rows = sealer.derived("activity row");
    List<Sealer.Derived> links = sealer.derived("activity link");
    List<Sealer.Derived> heads = sealer.derived("activity head");
    List<OfOne> found = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      found.add(
          new OfOne(
              rows.get(i).sealingKey(),
              new SecretKeySpec(rows.get(i).secret(), HMAC),
              new SecretKeySpec(links.get(i).secret(), HMAC),
              new Ed25519PrivateKeyParameters(heads.get(i).secret(), 0)));
    }
    all = List.copyOf(found);
  }

  private record OfOne(
      String id, SecretKeySpec ofRows, SecretKeySpec ofLinks, Ed25519PrivateKeyParameters ofHeads) {
    @Override
    public String toString() {
      return "OfOne[" + id + "]";
    }

    byte[] sign(byte[] statement) {
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(true, ofHeads);
      signer.update(statement, 0, statement.length);
      return signer.generateSignature();
    }

    byte[] link(byte[] before, byte @Nullable [] mac, byte[] canonical) {
      byte[] signed = mac == null ? new byte[0] : mac;
      return hmac(ofLinks, before, new byte[] {(byte) (mac == null ? 0 : 1)}, signed, canonical);
    }
  }

  /**
   * By which key a head is signed.
   *
   * @param id 16 hexadecimal digits of the fingerprint of the sealing key
   * @param publicKey as X.509 writes public keys (RFC 8410), which most libraries read
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Signer(String id, byte[] publicKey) {}

  /** What a row carries beside it, so that one planted in the database is known. */
  byte[] mac(byte[] canonical) {
    return hmac(all.getFirst().ofRows(), canonical);
  }

  /** Whether one of the keys made this mac of the row. */
  boolean wrote(byte[] canonical, byte[] mac) {
    return all.stream().anyMatch(key -> same(hmac(key.ofRows(), canonical), mac));
  }

  /**
   * The hash of a link: over the hash of the one before, a byte that says whether there is a mac,
   * the mac, and the entry in its canonical form. Without the mac in it, all of them could be taken
   * away, and planted rows would pass for old ones.
   */
  byte[] link(byte[] before, byte @Nullable [] mac, byte[] canonical) {
    return all.getFirst().link(before, mac, canonical);
  }

  /** Whether one of the keys made this hash of the link. */
  boolean linked(byte[] before, byte @Nullable [] mac, byte[] canonical, byte @Nullable [] hash) {
    return all.stream().anyMatch(key -> same(key.link(before, mac, canonical), hash));
  }

  byte[] sign(byte[] statement) {
    return all.getFirst().sign(statement);
  }

  /** Whose signature it is; empty where it is of none of the keys. */
  Optional<Signer> signer(byte[] statement, byte[] signature) {
    // Ed25519 is deterministic: the same words have the same signature.
    return all.stream()
        .filter(key -> same(key.sign(statement), signature))
        .findFirst()
        .map(key -> new Signer(key.id(), publicKey(key)));
  }

  private static byte[] publicKey(OfOne key) {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
              key.ofHeads().generatePublicKey())
          .getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean same(byte[] one, byte @Nullable [] other) {
    return MessageDigest.isEqual(one, other);
  }

  private static byte[] hmac(SecretKeySpec key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is part of every Java", e);
    }
  }
}
