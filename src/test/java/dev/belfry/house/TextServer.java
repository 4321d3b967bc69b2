package dev.belfry.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** A name server that holds texts, over UDP. */
public final class TextServer implements AutoCloseable {
  private static final int LARGEST = 65_535;

  private final DatagramSocket udp;
  private final Map<String, List<String>> texts = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

  public TextServer(int port) {
    try {
      udp = new DatagramSocket(port, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::hear);
  }

  /** From now on these stand there; none means that the name does not exist. */
  public void holds(String name, String... records) {
    failures.remove(name);
    texts.put(name, List.of(records));
  }

  /** From now on it answers with this code; below 0 it says nothing. */
  public void fails(String name, int rcode) {
    failures.put(name, rcode);
  }

  /** How often it was asked for this. */
  public long asked(String name) {
    return asked.stream().filter(name::equals).count();
  }

  private void hear() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        udp.receive(packet);
        Message question = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        String name = question.getQuestion().getName().toString(true).toLowerCase(Locale.ROOT);
        asked.add(name);
        if (failures.getOrDefault(name, 0) >= 0) {
          byte[] bytes = answer(question, name).toWire();
          udp.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      // closed by the test
    }
  }

  private Message answer(Message question, String name) {
    Record one = question.getQuestion();
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(one, Section.QUESTION);
    List<String> found = texts.getOrDefault(name, List.of());
    answer.getHeader().setRcode(failures.getOrDefault(name, found.isEmpty() ? Rcode.NXDOMAIN : 0));
    found.forEach(
        text ->
            answer.addRecord(new TXTRecord(one.getName(), DClass.IN, 60, text), Section.ANSWER));
    return answer;
  }

  @Override
  public void close() {
    udp.close();
  }
}
