package dev.belfry.check.port;

import dev.belfry.check.Errands;
import dev.belfry.check.Look;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Dialer;
import dev.belfry.platform.wire.dial.WireException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/** A datagram and its answer; silence is a failure, since nothing else can be told from it. */
final class UdpLook implements Errands.Errand {
  /** Datagrams are lost: each is sent again after a while. */
  private static final int TRIES = 3;

  private final Dialer dialer;
  private final PortTarget target;
  private final long begun = System.nanoTime();

  UdpLook(Dialer dialer, PortTarget target) {
    this.dialer = dialer;
    this.target = target;
  }

  @Override
  public Look look(Deadline deadline) throws WireException, IOException {
    InetAddress address =
        dialer.resolve(target.host(), target.port(), Purpose.MONITOR, deadline).getFirst();
    int dns = passed();
    byte[] question = target.send() == null ? new byte[0] : Escapes.bytes(target.send());
    try (DatagramSocket socket = new DatagramSocket()) {
      // Only this peer is heard, and its "port unreachable" too.
      socket.connect(address, target.port());
      byte[] answer = answer(socket, question, deadline);
      Phases phases = new Phases(dns, null, null, null, passed());
      String expect = target.expect();
      return expect == null || new Answer.Search(Escapes.bytes(expect)).in(answer, answer.length)
          ? Answer.good(expect == null ? "answered" : "answered as expected", phases)
          : Answer.unexpected(phases);
    }
  }

  private byte[] answer(DatagramSocket socket, byte[] question, Deadline deadline)
      throws WireException, IOException {
    DatagramPacket packet = new DatagramPacket(new byte[Answer.LIMIT], Answer.LIMIT);
    for (int left = TRIES; ; left--) {
      socket.send(new DatagramPacket(question, question.length));
      socket.setSoTimeout(
          Math.max(1, deadline.millis("waiting for an answer of " + target.host()) / left));
      try {
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
      } catch (PortUnreachableException e) {
        throw WireException.of(e, target.host());
      } catch (SocketTimeoutException e) {
        if (left == 1) {
          throw e;
        }
      }
    }
  }

  private int passed() {
    return Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }
}
