package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What we set in the server's configuration; the rest is PostgreSQL's default, fsync and
 * synchronous_commit too.
 */
record ServerSettings(Map<String, String> values) {
  static final String FILE = "belfry.conf";

  static ServerSettings of(PostgresHome home, int port, Map<String, String> more) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("listen_addresses", "127.0.0.1");
    values.put("port", Integer.toString(port));
    values.put("unix_socket_directories", "");
    values.put("max_connections", "100");
    values.put("shared_buffers", "128MB");
    values.put("timezone", "UTC");
    values.put("log_timezone", "UTC");
    // One file for each day of the week, begun anew when the day comes round: bounded without
    // anybody's care.
    values.put("logging_collector", "on");
    values.put("log_directory", home.log().toString());
    values.put("log_filename", "server-%a.log");
    values.put("log_rotation_age", "1d");
    values.put("log_rotation_size", "0");
    values.put("log_truncate_on_rotation", "on");
    values.put("log_checkpoints", "off");
    values.putAll(more);
    return new ServerSettings(values);
  }

  void write(PostgresHome home) throws IOException {
    KeptFile.write(home.data().resolve(FILE), text());
  }

  private String text() {
    return values.entrySet().stream()
        .map(setting -> setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'\n")
        .collect(Collectors.joining("", "# Written by Belfry at every start.\n", ""));
  }
}
