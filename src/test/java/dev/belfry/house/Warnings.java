package dev.belfry.house;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged as a warning or an error, until it is closed. */
public final class Warnings extends Handler implements AutoCloseable {
  private final List<String> messages = new CopyOnWriteArrayList<>();

  public Warnings() {
    Logger.getLogger("").addHandler(this);
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      messages.add(line.getMessage());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
