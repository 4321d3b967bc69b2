package dev.belfry.check.ping;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** An ICMP socket of Linux for one family of addresses, and the thread that reads it. */
final class EchoSocket implements AutoCloseable {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int MSG_DONTWAIT = 0x40;
  private static final short POLLIN = 1;
  private static final int POLL_MILLIS = 200;
  private static final int LARGEST = 2048;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;

  /** For the answers to a burst of looks; the system gives what it allows. */
  private static final int ROOM = 1 << 20;

  private static final int EPERM = 1;
  private static final int EACCES = 13;

  private final boolean six;
  private final boolean raw;
  private final int socket;
  private final Consumer<byte[]> listener;
  private final Thread reader;
  private volatile boolean closed;

  /**
   * @param listener hears every packet that comes, from its ICMP head on
   * @throws IOException when the system allows no such socket; the message says what would help
   */
  EchoSocket(boolean six, Consumer<byte[]> listener) throws IOException {
    this.six = six;
    this.listener = listener;
    int family = six ? AF_INET6 : AF_INET;
    int protocol = six ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      int opened = Libc.socket(state, family, SOCK_DGRAM | SOCK_CLOEXEC, protocol);
      this.raw = opened < 0;
      this.socket = raw ? Libc.socket(state, family, SOCK_RAW | SOCK_CLOEXEC, protocol) : opened;
      if (socket < 0) {
        int errno = Libc.errno(state);
        throw new IOException(
            errno == EPERM || errno == EACCES
                ? "this system allows no pings: set net.ipv4.ping_group_range, or give CAP_NET_RAW"
                : "this system has no sockets for pings (errno " + errno + ")");
      }
      MemorySegment room = arena.allocateFrom(ValueLayout.JAVA_INT, ROOM);
      Libc.setOption(state, socket, SOL_SOCKET, SO_RCVBUF, room);
    }
    reader = Thread.ofPlatform().daemon().name(six ? "ping-6" : "ping-4").start(this::read);
  }

  /** Sends a packet without its head's checksum, which is made where the system does not. */
  void send(byte[] packet, InetAddress to) throws IOException {
    if (!six) {
      short sum = checksum(packet);
      packet[2] = (byte) (sum >> 8);
      packet[3] = (byte) sum;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, packet);
      MemorySegment address = arena.allocateFrom(ValueLayout.JAVA_BYTE, address(to));
      if (Libc.sendTo(state, socket, data, address, MSG_DONTWAIT) < 0) {
        throw new IOException("errno " + Libc.errno(state));
      }
    }
  }

  /** A sockaddr_in or sockaddr_in6 of Linux; no port, no scope. */
  private static byte[] address(InetAddress to) {
    boolean six = to instanceof Inet6Address;
    ByteBuffer address = ByteBuffer.allocate(six ? 28 : 16).order(ByteOrder.nativeOrder());
    address.putShort((short) (six ? AF_INET6 : AF_INET));
    address.position(six ? 8 : 4);
    address.put(to.getAddress());
    return address.array();
  }

  /** The one's complement of the one's complement sum (RFC 1071). */
  static short checksum(byte[] packet) {
    int sum = 0;
    for (int i = 0; i < packet.length; i += 2) {
      int low = i + 1 < packet.length ? packet[i + 1] & 0xff : 0;
      sum += (packet[i] & 0xff) << 8 | low;
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (short) ~sum;
  }

  private void read() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      MemorySegment buffer = arena.allocate(LARGEST);
      MemorySegment one = arena.allocate(8);
      while (!closed) {
        one.set(ValueLayout.JAVA_INT, 0, socket);
        one.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
        one.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
        if (Libc.poll(state, one, POLL_MILLIS) > 0) {
          long read = Libc.receive(state, socket, buffer, MSG_DONTWAIT);
          while (read > 0 && !closed) {
            hear(buffer.asSlice(0, read).toArray(ValueLayout.JAVA_BYTE));
            read = Libc.receive(state, socket, buffer, MSG_DONTWAIT);
          }
        }
      }
      Libc.close(state, socket);
    }
  }

  /** A raw socket of IPv4 shows the head of IP too. */
  private void hear(byte[] packet) {
    int head = raw && !six ? (packet[0] & 0x0f) * 4 : 0;
    if (packet.length > head) {
      listener.accept(java.util.Arrays.copyOfRange(packet, head, packet.length));
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
