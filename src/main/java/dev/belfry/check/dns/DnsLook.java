package dev.belfry.check.dns;

import dev.belfry.check.Errands;
import dev.belfry.check.Look;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Dialer;
import dev.belfry.platform.wire.dial.WireException;
import dev.belfry.platform.wire.dns.DnsWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A question, its answer, and what is to be said of it. */
final class DnsLook implements Errands.Errand {
  /** What passes without fragments (DNS flag day 2020). */
  private static final int PAYLOAD = 1232;

  private static final Set<String> ADDRESSES = Set.of("A", "AAAA");

  private final Dialer dialer;
  private final DnsTarget target;
  private final long begun = System.nanoTime();

  DnsLook(Dialer dialer, DnsTarget target) {
    this.dialer = dialer;
    this.target = target;
  }

  @Override
  public Look look(Deadline deadline) throws WireException, IOException {
    InetSocketAddress server = server(deadline);
    String name = target.server() == null ? "the resolver of this machine" : target.server();
    int dns = passed();
    Message answer = new DnsWire(server, name, deadline).ask(question(target));
    if (target.server() == null) {
      requireOpen(answer, deadline);
    }
    DnsAnswer.Finding finding = DnsAnswer.of(target, answer);
    return Look.of(
        finding.verdict(),
        finding.code(),
        finding.message(),
        new Phases(target.server() == null ? null : dns, null, null, null, passed()));
  }

  private InetSocketAddress server(Deadline deadline) throws WireException {
    if (target.server() != null) {
      return new InetSocketAddress(
          dialer
              .resolve(target.server(), target.serverPort(), Purpose.MONITOR, deadline)
              .getFirst(),
          target.serverPort());
    }
    List<InetSocketAddress> servers = ResolverConfig.getCurrentConfig().servers();
    if (servers.isEmpty()) {
      throw new WireException(Reason.DNS, "this machine has no resolver");
    }
    return servers.getFirst();
  }

  /**
   * Our own resolver may know inner names: where they lead is not for those who may not go there.
   */
  private void requireOpen(Message answer, Deadline deadline) throws WireException {
    if (ADDRESSES.contains(target.recordType())) {
      for (String address : DnsAnswer.values(answer, target.recordType())) {
        dialer.resolve(address, 0, Purpose.MONITOR, deadline);
      }
    }
  }

  static Message question(DnsTarget target) throws TextParseException {
    Message question =
        Message.newQuery(
            Record.newRecord(name(target), Type.value(target.recordType()), DClass.IN));
    // AD in a question asks for AD in the answer (RFC 6840).
    question.getHeader().setFlag(Flags.AD);
    question.addRecord(new OPTRecord(PAYLOAD, 0, 0, 0), Section.ADDITIONAL);
    return question;
  }

  private static Name name(DnsTarget target) throws TextParseException {
    if ("PTR".equals(target.recordType())) {
      try {
        InetAddress address = InetAddress.ofLiteral(target.recordName());
        return ReverseMap.fromAddress(address);
      } catch (IllegalArgumentException e) {
        return Name.fromString(target.recordName(), Name.root);
      }
    }
    return Name.fromString(target.recordName(), Name.root);
  }

  private int passed() {
    return Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }
}
