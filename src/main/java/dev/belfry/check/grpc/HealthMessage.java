package dev.belfry.check.grpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The messages of grpc.health.v1, in protobuf's encoding and gRPC's frames: a byte that says
 * whether it is compressed, four of length, the message. Pure.
 */
final class HealthMessage {
  private static final int FRAME_HEAD = 5;
  private static final int SERVICE = (1 << 3) | 2;
  private static final int STATUS = 1;
  private static final int LOW_BITS = 0x7f;
  private static final int MORE = 0x80;
  private static final int BITS = 7;
  private static final int LONGEST_VARINT = 10;

  private HealthMessage() {}

  /** HealthCheckResponse.ServingStatus, by its numbers. */
  enum Status {
    UNKNOWN,
    SERVING,
    NOT_SERVING,
    SERVICE_UNKNOWN
  }

  /** A framed HealthCheckRequest; an empty service is the server as a whole. */
  static byte[] request(String service) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    if (name.length > 0) {
      message.write(SERVICE);
      for (int left = name.length; ; left >>>= BITS) {
        if (left < MORE) {
          message.write(left);
          break;
        }
        message.write((left & LOW_BITS) | MORE);
      }
      message.writeBytes(name);
    }
    return ByteBuffer.allocate(FRAME_HEAD + message.size())
        .put((byte) 0)
        .putInt(message.size())
        .put(message.toByteArray())
        .array();
  }

  /** What a framed HealthCheckResponse says; empty where the bytes are none. */
  static Optional<Status> status(byte[] frame) {
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    if (bytes.remaining() < FRAME_HEAD || bytes.get() != 0 || bytes.getInt() != bytes.remaining()) {
      return Optional.empty();
    }
    try {
      return Optional.of(message(bytes));
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** Fields that are not known are passed over, as protobuf wants it. */
  private static Status message(ByteBuffer bytes) {
    long status = 0;
    while (bytes.hasRemaining()) {
      long tag = varint(bytes);
      if (tag >>> 3 == 0) {
        throw new IllegalArgumentException("no field has the number 0");
      }
      switch ((int) (tag & 7)) {
        case 0 -> status = tag >>> 3 == STATUS ? varint(bytes) : skipped(varint(bytes), status);
        case 1 -> skip(bytes, Long.BYTES);
        case 2 -> skip(bytes, varint(bytes));
        case 5 -> skip(bytes, Integer.BYTES);
        default -> throw new IllegalArgumentException("no wire type of protobuf");
      }
    }
    Status[] known = Status.values();
    return status >= 0 && status < known.length ? known[(int) status] : Status.UNKNOWN;
  }

  private static long skipped(long ignored, long kept) {
    return kept;
  }

  private static void skip(ByteBuffer bytes, long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new IllegalArgumentException("a field is longer than its message");
    }
    bytes.position(bytes.position() + (int) count);
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      byte next = bytes.get();
      value |= (long) (next & LOW_BITS) << (BITS * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number is too long");
  }
}
