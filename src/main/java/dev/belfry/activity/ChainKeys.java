package dev.belfry.activity;

import dev.belfry.platform.seal.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the log book, derived from the sealing key, which no database holds: one by which
 * Belfry knows the rows that it wrote itself, one for the chain (both HMAC-SHA-256), and an Ed25519
 * pair (RFC 8032) whose signatures of heads anybody can check.
 */
@ApplicationScoped
class ChainKeys {
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec ofRows;
  private final SecretKeySpec ofLinks;
  private final Ed25519PrivateKeyParameters ofHeads;

  ChainKeys(Sealer sealer) {
    ofRows = new SecretKeySpec(sealer.derive("activity row"), HMAC);
    ofLinks = new SecretKeySpec(sealer.derive("activity link"), HMAC);
    ofHeads = new Ed25519PrivateKeyParameters(sealer.derive("activity head"), 0);
  }

  /** What a row carries beside it, so that one planted in the database is known. */
  byte[] mac(byte[] canonical) {
    return hmac(ofRows, canonical);
  }

  /**
   * The hash of a link: over the hash of the one before, a byte that says whether there is a mac,
   * the mac, and the entry in its canonical form. Without the mac in it, all of them could be taken
   * away, and planted rows would pass for old ones.
   */
  byte[] link(byte[] before, byte @Nullable [] mac, byte[] canonical) {
    byte[] signed = mac == null ? new byte[0] : mac;
    return hmac(ofLinks, before, new byte[] {(byte) (mac == null ? 0 : 1)}, signed, canonical);
  }

  byte[] sign(byte[] statement) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, ofHeads);
    signer.update(statement, 0, statement.length);
    return signer.generateSignature();
  }

  boolean signed(byte[] statement, byte[] signature) {
    // Ed25519 is deterministic: the same words have the same signature.
    return same(sign(statement), signature);
  }

  /** As X.509 writes public keys (RFC 8410), which most libraries read. */
  byte[] publicKey() {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(ofHeads.generatePublicKey())
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
