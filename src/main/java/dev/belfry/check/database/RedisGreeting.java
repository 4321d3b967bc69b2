package dev.belfry.check.database;

import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.dial.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Redis: AUTH where there is a password, then PING (RESP, "Redis serialization protocol"). */
final class RedisGreeting implements Greeting {
  @Override
  public Said greet(Talk talk, DatabaseTarget target) throws WireException, IOException {
    String password = target.password();
    if (password != null) {
      talk.say(
          target.user() == null
              ? command("AUTH", password)
              : command("AUTH", target.user(), password));
      String answer = talk.readLine();
      if (!answer.equals("+OK")) {
        return refused(talk, answer);
      }
    }
    talk.say(command("PING"));
    String answer = talk.readLine();
    return answer.equals("+PONG") ? Said.ready("Redis answers") : refused(talk, answer);
  }

  private static Said refused(Talk talk, String answer) throws WireException {
    String word = answer.split(" ", 2)[0];
    return switch (word) {
      case "-NOAUTH" -> Said.ready("Redis answers, and wants a password");
      case "-LOADING" -> Said.notReady("Redis is loading its data");
      case "-MASTERDOWN" -> Said.notReady("Redis has lost its master");
      case "-BUSY" -> Said.notReady("Redis is busy with a script");
      case "-WRONGPASS" ->
          new Said(Verdict.DOWN, "login_failed", "Redis does not take the password");
      case "-ERR" -> Said.notReady("Redis answers with an error");
      case "-DENIED" -> Said.notReady("Redis is in protected mode");
      default -> throw talk.nonsense();
    };
  }

  private static byte[] command(String... words) {
    StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      command.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    return command.toString().getBytes(StandardCharsets.UTF_8);
  }
}
