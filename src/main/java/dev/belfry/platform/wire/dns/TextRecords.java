package dev.belfry.platform.wire.dns;

import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.WireException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** The texts that stand at a name in the DNS. */
public final class TextRecords {
  /** What passes without fragments (DNS flag day 2020). */
  private static final int PAYLOAD = 1232;

  private static final String RESOLVER = "the resolver";

  private TextRecords() {}

  /**
   * All TXT records of a name, each with its parts put together; those behind an alias too.
   *
   * @param server that is asked; null for the first resolver of this machine
   * @return empty where the name or the type does not exist
   * @throws WireException when nobody could say it
   */
  public static List<String> of(String name, @Nullable InetSocketAddress server, Deadline deadline)
      throws WireException {
    try {
      Message question =
          Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), Type.TXT, DClass.IN));
      question.addRecord(new OPTRecord(PAYLOAD, 0, 0, 0), Section.ADDITIONAL);
      return texts(
          new DnsWire(server == null ? resolver() : server, RESOLVER, deadline).ask(question));
    } catch (IOException e) {
      throw WireException.of(e, RESOLVER);
    }
  }

  private static InetSocketAddress resolver() throws WireException {
    List<InetSocketAddress> servers = ResolverConfig.getCurrentConfig().servers();
    if (servers.isEmpty()) {
      throw new WireException(Reason.DNS, "this machine has no resolver");
    }
    return servers.getFirst();
  }

  private static List<String> texts(Message answer) throws WireException {
    int rcode = answer.getRcode();
    if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
      throw new WireException(Reason.DNS, RESOLVER + " answered " + Rcode.string(rcode));
    }
    return answer.getSection(Section.ANSWER).stream()
        .filter(TXTRecord.class::isInstance)
        .map(
            record ->
                ((TXTRecord) record)
                    .getStrings().stream().map(Objects::toString).collect(Collectors.joining()))
        .toList();
  }
}
