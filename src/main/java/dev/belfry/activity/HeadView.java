package dev.belfry.activity;

import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where the chain of the log book ends, signed.
 *
 * @param number of its last link; the first is 1
 * @param hash of that link, 64 hexadecimal digits
 * @param signature Ed25519 in base 64, over the UTF-8 text {@code belfry-activity-head account_id
 *     number at hash}, the values as shown here, one space between
 * @param keyId of the sealing key from which the key of the signature is derived, 16 hexadecimal
 *     digits of its fingerprint; null when none of the keys that are here signed it
 * @param publicKey the key to check it by, as SubjectPublicKeyInfo (RFC 8410) in base 64; it stays
 *     the same as long as the sealing key
 */
@Schema(name = "ActivityHead")
record HeadView(
    AccountId accountId,
    long number,
    String hash,
    Instant at,
    String signature,
    @Nullable String keyId,
    @Nullable String publicKey) {
  static HeadView of(Head head, ChainKeys keys) {
    Base64.Encoder base64 = Base64.getEncoder();
    Optional<ChainKeys.Signer> signer = head.signer(keys);
    return new HeadView(
        head.account(),
        head.number(),
        HexFormat.of().formatHex(head.hash()),
        head.at(),
        base64.encodeToString(head.signature()),
        signer.map(ChainKeys.Signer::id).orElse(null),
        signer.map(by -> base64.encodeToString(by.publicKey())).orElse(null));
  }
}
