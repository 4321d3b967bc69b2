package dev.belfry.platform.wire.dns;

import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.WireException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** A question over UDP, and over TCP where the answer was cut off (RFC 1035, RFC 7766). */
public final class DnsWire {
  private static final int LARGEST = 65_535;
  private static final int TRIES = 3;

  private final InetSocketAddress server;
  private final String name;
  private final Deadline deadline;

  /**
   * @param name of the server, for messages
   */
  public DnsWire(InetSocketAddress server, String name, Deadline deadline) {
    this.server = server;
    this.name = name;
    this.deadline = deadline;
  }

  /**
   * @throws WireException TIMEOUT, or PROTOCOL for an answer that is none
   */
  public Message ask(Message question) throws WireException, IOException {
    try {
      Message answer = overUdp(question);
      return answer.getHeader().getFlag(Flags.TC) ? overTcp(question) : answer;
    } catch (SocketTimeoutException e) {
      throw new WireException(Reason.TIMEOUT, name + " did not answer in time");
    }
  }

  private Message overUdp(Message question) throws WireException, IOException {
    byte[] bytes = question.toWire();
    try (DatagramSocket socket = new DatagramSocket()) {
      // Only this server is heard, and its "port unreachable" too.
      socket.connect(server);
      DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
      for (int left = TRIES; ; left--) {
        socket.send(new DatagramPacket(bytes, bytes.length));
        Deadline turn = Deadline.in(deadline.remaining().dividedBy(left));
        try {
          while (true) {
            socket.setSoTimeout(turn.millis("waiting for an answer of " + name));
            socket.receive(packet);
            Message answer = read(Arrays.copyOf(packet.getData(), packet.getLength()));
            if (answers(answer, question)) {
              return answer;
            }
          }
        } catch (SocketTimeoutException e) {
          if (left == 1) {
            throw e;
          }
        } catch (WireException e) {
          if (left == 1 || e.reason() != Reason.TIMEOUT) {
            throw e;
          }
        }
      }
    }
  }

  private Message overTcp(Message question) throws WireException, IOException {
    byte[] bytes = question.toWire();
    try (Socket socket = new Socket()) {
      socket.connect(server, deadline.millis("connecting to " + name));
      byte[] framed = new byte[bytes.length + 2];
      framed[0] = (byte) (bytes.length >> 8);
      framed[1] = (byte) bytes.length;
      System.arraycopy(bytes, 0, framed, 2, bytes.length);
      socket.getOutputStream().write(framed);
      socket.setSoTimeout(deadline.millis("waiting for an answer of " + name));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] whole = new byte[in.readUnsignedShort()];
      in.readFully(whole);
      Message answer = read(whole);
      if (!answers(answer, question)) {
        throw new WireException(Reason.PROTOCOL, name + " answered another question");
      }
      return answer;
    }
  }

  private Message read(byte[] bytes) throws WireException {
    try {
      return new Message(bytes);
    } catch (IOException | RuntimeException e) {
      throw new WireException(Reason.PROTOCOL, name + " did not answer with valid DNS");
    }
  }

  /** Whoever can write our address on a datagram must know the number and the question too. */
  private static boolean answers(Message answer, Message question) {
    return answer.getHeader().getFlag(Flags.QR)
        && answer.getHeader().getID() == question.getHeader().getID()
        && answer.getSection(Section.QUESTION).equals(question.getSection(Section.QUESTION));
  }
}
