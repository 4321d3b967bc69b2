package dev.belfry.platform.wire;

import io.vertx.core.buffer.Buffer;

/** The first bytes of a body. */
final class BodyBuffer {
  private final Buffer bytes = Buffer.buffer();
  private final int limit;

  BodyBuffer(int limit) {
    this.limit = limit;
  }

  /** Keeps what still fits; answers whether that was all of the chunk. */
  boolean add(Buffer chunk) {
    int room = Math.min(chunk.length(), limit - bytes.length());
    bytes.appendBuffer(chunk, 0, room);
    return room == chunk.length();
  }

  byte[] bytes() {
    return bytes.getBytes();
  }
}
