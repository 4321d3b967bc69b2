package dev.belfry.check.database;

import static java.util.Objects.requireNonNullElse;

import dev.belfry.check.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A database server. Absent fields get their defaults at once.
 *
 * @param engine {@code postgresql}, {@code mysql} (MariaDB too) or {@code redis} (Valkey too)
 * @param host a name, or an IPv4 or IPv6 address
 * @param port that of the engine unless given: 5432, 3306, 6379
 * @param user with whom we introduce ourselves: PostgreSQL wants a name, {@code belfry} unless
 *     given; of Redis the user of the password
 * @param password of Redis; with it the login must work
 */
@RegisterForReflection
@Schema(name = "DatabaseTarget")
public record DatabaseTarget(
    @NotNull
        @Pattern(
            regexp = "postgresql|mysql|redis",
            message = "must be one of postgresql, mysql, redis")
        String engine,
    @NotNull @Size(min = 1, max = 253) String host,
    @Min(1) @Max(65_535) @Nullable Integer port,
    @Pattern(
            regexp = "[A-Za-z0-9_.@-]{1,63}",
            message = "must be 1 to 63 of letters, digits, _ . @ and -")
        @Nullable String user,
    @Size(min = 1, max = 512) @Nullable String password)
    implements Target {
  private static final Map<String, Integer> PORTS =
      Map.of("postgresql", 5432, "mysql", 3306, "redis", 6379);

  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public DatabaseTarget(
      String engine,
      String host,
      @Nullable Integer port,
      @Nullable String user,
      @Nullable String password) {
    this.engine = engine;
    this.host = host;
    this.port = port == null && engine != null ? PORTS.get(engine) : port;
    this.user = user;
    this.password = password;
  }

  /** The port; 0 where the engine is unknown. */
  int door() {
    return requireNonNullElse(port, 0);
  }

  @Override
  public String address() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  @Override
  public Set<String> secretPointers() {
    return password == null ? Set.of() : Set.of("/password");
  }

  @Override
  public String toString() {
    return engine + " " + address();
  }
}
