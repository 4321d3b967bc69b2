package dev.belfry.check.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who a request is from.
 *
 * @param type {@code basic} with user and password (RFC 7617), {@code bearer} with token (RFC
 *     6750), {@code oauth} with token_url, client_id, client_secret and perhaps scope: the token of
 *     a client's credentials (RFC 6749, section 4.4), kept in memory until shortly before it
 *     expires, and fetched anew when it is refused with 401
 */
@RegisterForReflection
@Schema(name = "ApiAuth")
public record ApiAuth(
    @NotNull
        @Pattern(regexp = "basic|bearer|oauth", message = "must be one of basic, bearer, oauth")
        String type,
    @Size(max = 256) @Nullable String user,
    @Size(max = 1024) @Nullable String password,
    @Size(min = 1, max = 8192) @Nullable String token,
    @Size(min = 1, max = 2048) @Nullable String tokenUrl,
    @Size(min = 1, max = 512) @Nullable String clientId,
    @Size(min = 1, max = 2048) @Nullable String clientSecret,
    @Size(max = 1024) @Nullable String scope) {

  boolean isOauth() {
    return "oauth".equals(type);
  }

  void secretPointers(String at, Set<String> pointers) {
    if (password != null) {
      pointers.add(at + "/password");
    }
    if (token != null) {
      pointers.add(at + "/token");
    }
    if (clientSecret != null) {
      pointers.add(at + "/client_secret");
    }
  }

  @Override
  public String toString() {
    return "" + type;
  }
}
