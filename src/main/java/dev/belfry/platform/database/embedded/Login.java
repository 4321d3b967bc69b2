package dev.belfry.platform.database.embedded;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;

/** How to reach the server as its superuser. */
record Login(int port, String password) {
  /** What a server said when asked. */
  sealed interface Answer {
    /** It serves our data. */
    record Ready() implements Answer {}

    /** Nobody listens yet, or it starts, recovers or stops. */
    record NotNow(String why) implements Answer {}

    /** It serves, but not us. */
    record Refused(String why) implements Answer {}
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/"
        + URLEncoder.encode(database, StandardCharsets.UTF_8);
  }

  /**
   * Asks the server whose data it serves: a copied home holds the pid and password of another one.
   */
  Answer ask(Path data) {
    try (Connection connection = driver().connect(url("postgres"), properties())) {
      if (connection == null) {
        return new Answer.Refused("the driver does not know its own URL");
      }
      try (var query = connection.createStatement();
          var rows = query.executeQuery("select current_setting('data_directory')")) {
        rows.next();
        String served = rows.getString(1);
        return data.toString().equals(served)
            ? new Answer.Ready()
            : new Answer.Refused("it serves the data in " + served);
      }
    } catch (SQLException e) {
      return answer(e);
    }
  }

  // Not DriverManager: it knows the drivers of whichever class loader asked it first.
  private static Driver driver() {
    return ServiceLoader.load(Driver.class, Login.class.getClassLoader()).stream()
        .filter(found -> found.type().getName().startsWith("org.postgresql."))
        .findFirst()
        .orElseThrow()
        .get();
  }

  private static Answer answer(SQLException e) {
    String why = String.valueOf(e.getMessage());
    String state = e.getSQLState();
    boolean passing = state != null && (state.startsWith("08") || state.startsWith("57P"));
    return passing ? new Answer.NotNow(why) : new Answer.Refused(why);
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", EmbeddedPostgres.SUPERUSER);
    properties.setProperty("password", password);
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "5");
    properties.setProperty("sslmode", "disable");
    return properties;
  }
}
