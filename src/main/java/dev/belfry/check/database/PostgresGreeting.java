package dev.belfry.check.database;

import static java.util.Objects.requireNonNullElse;

import dev.belfry.platform.wire.dial.WireException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A start-up message of protocol 3.0 (PostgreSQL, "Message Flow"): a server that asks for a login
 * or refuses just us is there; one that starts, stops or is full says so by its SQLSTATE.
 */
final class PostgresGreeting implements Greeting {
  private static final int PROTOCOL = 3 << 16;
  private static final int HEAD = 5;

  @Override
  public Said greet(Talk talk, DatabaseTarget target) throws WireException, IOException {
    talk.say(startup(requireNonNullElse(target.user(), "belfry")));
    ByteBuffer head = ByteBuffer.wrap(talk.read(HEAD));
    byte kind = head.get();
    byte[] body = talk.read(head.getInt() - Integer.BYTES);
    return switch (kind) {
      case 'R', 'v' -> Said.ready("PostgreSQL takes clients");
      case 'E' -> refused(fields(body));
      default -> throw talk.nonsense();
    };
  }

  /** By class of SQLSTATE: 28 is a login that is refused, 3D a database that does not exist. */
  private static Said refused(Map<Character, String> error) {
    String state = error.getOrDefault('C', "");
    return switch (state) {
      case "57P03" -> Said.notReady("PostgreSQL is starting or stopping (57P03)");
      case "53300" -> Said.notReady("PostgreSQL has no connections left (53300)");
      default ->
          state.startsWith("28") || state.startsWith("3D") || state.startsWith("42")
              ? Said.ready("PostgreSQL takes clients, though not us without a login")
              : Said.notReady("PostgreSQL refuses clients" + known(state));
    };
  }

  /** Only what has the form of a state: nothing else that a peer says is repeated. */
  private static String known(String state) {
    return state.matches("[0-9A-Z]{5}") ? " (" + state + ")" : "";
  }

  private static byte[] startup(String user) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String text :
        new String[] {"user", user, "database", user, "application_name", "belfry"}) {
      body.write(text.getBytes(StandardCharsets.UTF_8));
      body.write(0);
    }
    body.write(0);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(whole);
    out.writeInt(body.size() + 2 * Integer.BYTES);
    out.writeInt(PROTOCOL);
    body.writeTo(out);
    return whole.toByteArray();
  }

  private static Map<Character, String> fields(byte[] body) {
    Map<Character, String> fields = new HashMap<>();
    for (String field : new String(body, StandardCharsets.UTF_8).split("\0", -1)) {
      if (!field.isEmpty()) {
        fields.put(field.charAt(0), field.substring(1));
      }
    }
    return fields;
  }
}
