package dev.belfry.check.dns;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SetResponse;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Zone;

/** A name server for the zone example.test, over UDP and TCP on one port. */
final class NameServer implements AutoCloseable {
  private static final Name ORIGIN = Name.fromConstantString("example.test.");
  private static final int LARGEST = 65_535;

  private final Zone zone;
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final AtomicInteger overTcp = new AtomicInteger();

  NameServer(String records) throws IOException {
    try (Master master =
        new Master(new ByteArrayInputStream(records.getBytes(StandardCharsets.UTF_8)), ORIGIN)) {
      List<Record> all = new ArrayList<>();
      for (Record next = master.nextRecord(); next != null; next = master.nextRecord()) {
        all.add(next);
      }
      zone = new Zone(ORIGIN, all.toArray(Record[]::new));
    }
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    tcp = new ServerSocket(0, 10, loopback);
    udp = new DatagramSocket(tcp.getLocalPort(), loopback);
    Thread.startVirtualThread(this::hearUdp);
    Thread.startVirtualThread(this::hearTcp);
  }

  int port() {
    return udp.getLocalPort();
  }

  int overTcp() {
    return overTcp.get();
  }

  private void hearUdp() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        udp.receive(packet);
        Message question = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        if (label(question).equals("forged")) {
          send(forged(question), packet);
        }
        Message answer = answer(question);
        if (label(question).equals("big")) {
          answer.removeAllRecords(Section.ANSWER);
          answer.getHeader().setFlag(Flags.TC);
        }
        send(answer, packet);
      }
    } catch (IOException e) {
      // closed by the test
    }
  }

  private void send(Message answer, DatagramPacket to) throws IOException {
    byte[] bytes = answer.toWire();
    udp.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
  }

  private void hearTcp() {
    try {
      while (true) {
        try (Socket peer = tcp.accept()) {
          DataInputStream in = new DataInputStream(peer.getInputStream());
          byte[] question = new byte[in.readUnsignedShort()];
          in.readFully(question);
          overTcp.incrementAndGet();
          byte[] answer = answer(new Message(question)).toWire();
          DataOutputStream out = new DataOutputStream(peer.getOutputStream());
          out.writeShort(answer.length);
          out.write(answer);
          out.flush();
        } catch (java.io.EOFException e) {
          // one who only knocks
        }
      }
    } catch (IOException e) {
      // closed by the test
    }
  }

  private Message answer(Message question) {
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    Record asked = question.getQuestion();
    answer.addRecord(asked, Section.QUESTION);
    switch (label(question)) {
      case "servfail" -> answer.getHeader().setRcode(Rcode.SERVFAIL);
      case "refused" -> answer.getHeader().setRcode(Rcode.REFUSED);
      case "control" ->
          answer.addRecord(
              new TXTRecord(asked.getName(), DClass.IN, 60, "a\u001b[31mred\u0007"),
              Section.ANSWER);
      default -> look(asked, answer);
    }
    if (label(question).equals("alias")) {
      answer.getHeader().setFlag(Flags.AD);
    }
    return answer;
  }

  private void look(Record asked, Message answer) {
    SetResponse found = zone.findRecords(asked.getName(), asked.getType());
    if (found.isNXDOMAIN()) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    } else if (found.isSuccessful()) {
      for (RRset set : found.answers()) {
        set.rrs().forEach(record -> answer.addRecord(record, Section.ANSWER));
      }
    } else if (found.isCNAME() && asked.getType() != Type.CNAME) {
      answer.addRecord(found.getCNAME(), Section.ANSWER);
    }
  }

  /** The right question under a wrong number, as one sends who cannot see the question. */
  private static Message forged(Message question) {
    Message answer = new Message(question.getHeader().getID() ^ 1);
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(question.getQuestion(), Section.QUESTION);
    answer.addRecord(
        new ARecord(
            question.getQuestion().getName(), DClass.IN, 60, InetAddress.ofLiteral("203.0.113.6")),
        Section.ANSWER);
    return answer;
  }

  private static String label(Message question) {
    return question.getQuestion().getName().getLabelString(0);
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
