package dev.belfry.check.ping;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The few calls of the C library of Linux that a ping needs; each answers -1 on failure. */
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final MethodHandle SOCKET = call("socket", INT, INT, INT, INT);
  private static final MethodHandle SENDTO =
      call("sendto", LONG, INT, ValueLayout.ADDRESS, LONG, INT, ValueLayout.ADDRESS, INT);
  private static final MethodHandle RECV = call("recv", LONG, INT, ValueLayout.ADDRESS, LONG, INT);
  private static final MethodHandle SETSOCKOPT =
      call("setsockopt", INT, INT, INT, INT, ValueLayout.ADDRESS, INT);
  private static final MethodHandle POLL = call("poll", INT, ValueLayout.ADDRESS, LONG, INT);
  private static final MethodHandle CLOSE = call("close", INT, INT);

  private Libc() {}

  // Calls out of Java are what this class is for; the manifest allows them.
  @SuppressWarnings("restricted")
  private static MethodHandle call(String name, MemoryLayout answer, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(answer, arguments),
        Linker.Option.captureCallState("errno"));
  }

  /** What went wrong with the last call of this state. */
  static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  static int socket(MemorySegment state, int family, int type, int protocol) {
    try {
      return (int) SOCKET.invokeExact(state, family, type, protocol);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static long sendTo(
      MemorySegment state, int socket, MemorySegment data, MemorySegment address, int flags) {
    try {
      return (long)
          SENDTO.invokeExact(
              state, socket, data, data.byteSize(), flags, address, (int) address.byteSize());
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static long receive(MemorySegment state, int socket, MemorySegment buffer, int flags) {
    try {
      return (long) RECV.invokeExact(state, socket, buffer, buffer.byteSize(), flags);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Sets an option whose value is an int. */
  static int setOption(MemorySegment state, int socket, int level, int name, MemorySegment value) {
    try {
      return (int) SETSOCKOPT.invokeExact(state, socket, level, name, value, Integer.BYTES);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Waits until there is something to read, or for so many milliseconds. */
  static int poll(MemorySegment state, MemorySegment one, int millis) {
    try {
      return (int) POLL.invokeExact(state, one, 1L, millis);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static void close(MemorySegment state, int socket) {
    try {
      int ignored = (int) CLOSE.invokeExact(state, socket);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static IllegalStateException broken(Throwable e) {
    return new IllegalStateException("a call of the C library failed", e);
  }
}
