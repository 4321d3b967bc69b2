package dev.belfry.access.stream;

import java.io.IOException;
import java.io.OutputStream;

/** Tells a stream how long each write takes. */
final class WatchedOutput extends OutputStream {
  private final OutputStream out;
  private final OpenStream stream;

  WatchedOutput(OutputStream out, OpenStream stream) {
    this.out = out;
    this.stream = stream;
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  @Override
  public void write(int octet) throws IOException {
    watched(() -> out.write(octet));
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    watched(() -> out.write(octets, from, length));
  }

  @Override
  public void flush() throws IOException {
    watched(out::flush);
  }

  @Override
  public void close() throws IOException {
    watched(out::close);
  }

  private void watched(Step step) throws IOException {
    stream.writes(true);
    try {
      step.run();
    } finally {
      stream.writes(false);
    }
  }
}
